"""The looks of the form: one set of cell formats, made once a workbook."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.inert import is_dangerous

_INK, _NAVY, _BAND, _RULE = "#22303C", "#1F3A5F", "#E3EAF2", "#C5CDD6"
_INPUT, _INPUT_RULE, _CLOSED, _DONE, _WRONG, _ADVICE = "#FFF8DB", "#C9A227", "#ECEFF2", "#E6F4EA", "#FBE3E1", "#5A6B7B"

_BASE: dict[str, object] = {"font_name": "Arial", "font_size": 9, "font_color": _INK, "valign": "top"}
_CELL = _BASE | {"border": 1, "border_color": _RULE}
_ENTRY = _BASE | {"border": 1, "border_color": _INPUT_RULE, "bg_color": _INPUT, "locked": False, "font_size": 10}

_FIGURE = _CELL | {"align": "right", "indent": 1}
_TARGET: dict[str, object] = {"bold": True, "bg_color": "#F4F7FA"}

_LOOKS: dict[str, dict[str, object]] = {
    "title": _BASE | {"font_size": 16, "bold": True, "font_color": _NAVY, "valign": "vcenter"},
    "subtitle": _BASE | {"font_size": 11, "font_color": _NAVY, "valign": "vcenter"},
    "advice": _BASE | {"font_color": _ADVICE, "italic": True, "valign": "vcenter"},
    "header": _CELL
    | {"bold": True, "font_color": "white", "bg_color": _NAVY, "text_wrap": True, "align": "center"}
    | {"valign": "vcenter"},
    "header_input": _CELL
    | {"bold": True, "bg_color": "#F2D16B", "text_wrap": True, "align": "center", "valign": "vcenter"},
    "band": _BASE | {"bold": True, "font_color": _NAVY, "bg_color": _BAND, "valign": "vcenter"},
    "text": _CELL | {"text_wrap": True, "align": "left", "indent": 1},
    "code": _CELL | {"bold": True, "align": "left", "indent": 1},
    "number": _FIGURE | {"num_format": "#,##0"},
    "number_decimal": _FIGURE | {"num_format": "#,##0.0###"},
    "target": _FIGURE | _TARGET | {"num_format": "#,##0"},
    "target_decimal": _FIGURE | _TARGET | {"num_format": "#,##0.0###"},
    "closed": _CELL | {"bg_color": _RULE, "fg_color": _CLOSED, "pattern": 14},
    "computed": _FIGURE | {"bg_color": _CLOSED, "num_format": "#,##0.0#", "bold": True},
    "entry": _ENTRY | {"num_format": "General", "align": "right", "indent": 1},
    "entry_count": _ENTRY | {"num_format": "#,##0", "align": "right", "indent": 1},
    "entry_text": _ENTRY | {"text_wrap": True, "align": "left", "indent": 1, "font_size": 9, "num_format": "@"},
    "check": _CELL | {"align": "center", "text_wrap": True, "bg_color": "#F4F7FA"},
    "label": _CELL | {"bold": True, "bg_color": _BAND, "valign": "vcenter", "indent": 1},
    "step": _BASE | {"text_wrap": True, "font_size": 10, "valign": "vcenter", "indent": 1},
    "wrong": {"bg_color": _WRONG},
    "done": {"bg_color": _DONE},
    "good": {"font_color": "#1B6B3A", "bold": True},
    "bad": {"font_color": "#B3261E", "bold": True, "bg_color": _WRONG},
    "off": {"font_color": _ADVICE},
}


@dataclass(slots=True)
class Looks:
    """Formats of one workbook by name, made when first asked for."""

    book: Workbook
    made: dict[str, Format]

    def __init__(self, book: Workbook) -> None:
        self.book, self.made = book, {}

    def __getitem__(self, name: str) -> Format:
        return self._format(name, quoted=False)

    def write(self, sheet: Worksheet, row: int, column: int, text: str, name: str) -> None:
        """Write a text as a text: never a formula, a link or a number, whatever it begins with."""
        if text:
            sheet.write_string(row, column, text, self._format(name, quoted=is_dangerous(text)))
        else:
            sheet.write_blank(row, column, None, self[name])

    def _format(self, name: str, *, quoted: bool) -> Format:
        key = f"{name}'" if quoted else name
        if key not in self.made:
            self.made[key] = self.book.add_format(_LOOKS[name] | ({"quote_prefix": True} if quoted else {}))
        return self.made[key]


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters."""
    return sum(max(1, -(-len(line) // max(1, int(width * 1.45)))) for line in text.split("\n"))
