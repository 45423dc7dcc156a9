"""The cells that a unit fills: figures with their validation, the computed ratio, remarks, and the live check."""

from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.columns import Column, ratio_formula
from rumbo.core.intake.form.looks import Looks
from rumbo.core.language import _
from rumbo.core.observations import Observation, Part
from rumbo.core.policy.models import Indicator

#: Limits of the spreadsheet program on the words of a validation.
_TITLE, _MESSAGE = 32, 255
_LARGEST = 999_999_999_999_999


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the figures of one row stand.

    Attributes:
        sheet: the sheet.
        row: the row, from 0.
        columns: position of each column, from 0.
    """

    sheet: Worksheet
    row: int
    columns: dict[Column, int]

    def address(self, column: Column) -> str:
        """The address of a cell of the row."""
        return str(xl_rowcol_to_cell(self.row, self.columns[column]))


def write_figures(entry: Entry, indicator: Indicator, held: Observation | Part | None, looks: Looks) -> None:
    """The three figure cells of a row: those that are asked for open, the others closed."""
    if indicator.measure.reported_as == "ratio":
        _write_terms(entry, indicator, held, looks)
    else:
        _write_value(entry, indicator, held, looks)


def _write_terms(entry: Entry, indicator: Indicator, held: Observation | Part | None, looks: Looks) -> None:
    if indicator.measure.share:
        _mark_exchanged(entry, looks)
    figures = {Column.NUMERATOR: held.numerator, Column.DENOMINATOR: held.denominator} if held else {}
    for column in (Column.NUMERATOR, Column.DENOMINATOR):
        _write_open(entry, column, figures.get(column), looks, whole=False)
    numerator, denominator = entry.address(Column.NUMERATOR), entry.address(Column.DENOMINATOR)
    formula = ratio_formula(indicator.measure.scale, numerator, denominator)
    shown: float | str = float(held.value) if held and held.value is not None else ""
    entry.sheet.write_formula(entry.row, entry.columns[Column.VALUE], formula, looks["computed"], shown)
    least = 0 if indicator.measure.share else -_LARGEST
    names = indicator.formula
    _validate(entry, Column.NUMERATOR, "decimal", (least, _LARGEST), names.numerator or _("Numerator of the ratio"))
    _validate(entry, Column.DENOMINATOR, "decimal", (0, _LARGEST), names.denominator or _("Denominator of the ratio"))


def _mark_exchanged(entry: Entry, looks: Looks) -> None:
    """Show a numerator above its denominator in red; this rule goes before the one that marks filled cells."""
    numerator, denominator = entry.address(Column.NUMERATOR), entry.address(Column.DENOMINATOR)
    wrong = f"=AND(ISNUMBER({numerator}),ISNUMBER({denominator}),{numerator}>{denominator})"
    rule = {"type": "formula", "criteria": wrong, "format": looks["wrong"], "stop_if_true": True}
    entry.sheet.conditional_format(numerator, rule)


def _write_value(entry: Entry, indicator: Indicator, held: Observation | Part | None, looks: Looks) -> None:
    for column in (Column.NUMERATOR, Column.DENOMINATOR):
        looks.write(entry.sheet, entry.row, entry.columns[column], "", "closed")
    measure = indicator.measure
    _write_open(entry, Column.VALUE, held.value if held else None, looks, whole=measure.whole)
    if measure.share:
        limits = (Decimal(0), measure.scale)
    else:
        limits = (Decimal(0) if measure.whole else Decimal(-_LARGEST), Decimal(_LARGEST))
    kind = "integer" if measure.whole else "decimal"
    _validate(entry, Column.VALUE, kind, limits, indicator.unit_detail or indicator.unit)


def _write_open(entry: Entry, column: Column, figure: Decimal | None, looks: Looks, *, whole: bool) -> None:
    position, look = entry.columns[column], looks["entry_count" if whole else "entry"]
    if figure is None:
        entry.sheet.write_blank(entry.row, position, None, look)
    else:
        entry.sheet.write_number(entry.row, position, figure, look)
    address = entry.address(column)
    entry.sheet.conditional_format(address, {"type": "no_blanks", "format": looks["done"]})


def _validate(entry: Entry, column: Column, kind: str, limits: tuple[Decimal | int, Decimal | int], what: str) -> None:
    """Allow numbers in a range only, and say what is asked for when the cell is chosen."""
    whole = kind == "integer"
    entry.sheet.data_validation(
        entry.address(column),
        {
            "validate": kind,
            "criteria": "between",
            "minimum": limits[0],
            "maximum": limits[1],
            "input_title": (_("Whole number") if whole else _("Number"))[:_TITLE],
            "input_message": what if len(what) <= _MESSAGE else what[: _MESSAGE - 1] + "…",
            "error_title": _("This is not accepted")[:_TITLE],
            "error_message": (
                _("Write a whole number, without units or notes. Leave the cell blank if there is no data.")
                if whole
                else _("Write a number, without units or notes. Leave the cell blank if there is no data.")
            )[:_MESSAGE],
        },
    )


def check_formula(entry: Entry, indicator: Indicator) -> str:
    """The live check beside a row: what is still missing or wrong, in the words of the form's language."""
    numerator, denominator, value = (
        entry.address(column) for column in (Column.NUMERATOR, Column.DENOMINATOR, Column.VALUE)
    )
    if indicator.measure.reported_as == "ratio":
        blank = f'AND({numerator}="",{denominator}="")'
        tests = [
            (blank, unreported()),
            (f'OR({numerator}="",{denominator}="")', _("A term is missing")),
            (f"NOT(AND(ISNUMBER({numerator}),ISNUMBER({denominator})))", _("Not a number")),
            (f"{denominator}=0", _("Denominator is zero")),
        ]
        if indicator.measure.share:
            tests.append((f"{numerator}>{denominator}", _("Numerator above denominator")))
    else:
        blank = f'{value}=""'
        tests = [(blank, unreported()), (f"NOT(ISNUMBER({value}))", _("Not a number"))]
        if indicator.measure.whole:
            tests.append((f"{value}<>INT({value})", _("Must be whole")))
    if Column.NO_DATA in entry.columns:
        reason, expected = entry.address(Column.NO_DATA), entry.address(Column.EXPECTED)
        tests.insert(0, (f'AND({blank},{reason}<>"")', explained()))
        tests.insert(1, (f'{reason}<>""', _("A figure and a reason")))
        tests.insert(2, (f'{expected}<>""', _("The reason is missing")))
    formula = f'"{complete()}"'
    for test, words in reversed(tests):
        formula = f'IF({test},"{words}",{formula})'
    return f"={formula}"


def complete() -> str:
    """What the live check says of a row that is filled well."""
    return _("Complete")


def explained() -> str:
    """What the live check says of a row that reports that there is no figure, and why."""
    return _("No figure, explained")


def unreported() -> str:
    """What the live check says of a blank row."""
    return _("Not reported")
