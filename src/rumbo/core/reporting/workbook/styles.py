"""How do the cells of the workbook look? One format for each use, made once a workbook."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from rumbo.core.monitoring.records import Light
from rumbo.core.reporting import palette
from rumbo.core.reporting.figures import shown

_BASE: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "font_color": palette.INK, "valign": "top"}
_CELL: dict[str, Any] = {**_BASE, "bottom": 1, "bottom_color": palette.RULE}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "bold": True, "font_size": 16, "font_color": palette.ACCENT, "valign": "vcenter"},
    "subtitle": {**_BASE, "font_color": palette.QUIET},
    "section": {**_BASE, "bold": True, "font_size": 12, "font_color": palette.ACCENT, "valign": "vcenter"},
    "banner": {
        **_BASE, "bold": True, "font_color": palette.LIGHTS[Light.AMBER].ink,
        "bg_color": palette.LIGHTS[Light.AMBER].pale, "valign": "vcenter",
    },
    "heading": {
        **_BASE, "bold": True, "font_color": "#FFFFFF", "bg_color": palette.ACCENT, "text_wrap": True,
        "valign": "vcenter", "border": 1, "border_color": "#FFFFFF",
    },
    "text": {**_CELL, "text_wrap": True},
    "code": {**_CELL, "bold": True},
    "missing": {**_CELL, "align": "right", "font_color": palette.QUIET},
    "year": {**_CELL, "num_format": "0", "align": "center"},
    "count": {**_CELL, "num_format": "#,##0"},
    "percent": {**_CELL, "num_format": "#,##0.0"},
    "moment": {**_CELL, "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "link": {**_BASE, "font_color": palette.ACCENT, "underline": 1},
    "centred": {**_CELL, "text_wrap": True, "align": "center"},
}  # fmt: skip


@dataclass(slots=True)
class Styles:
    """The formats of one workbook, each made when it is first asked for."""

    book: xlsxwriter.Workbook
    _made: dict[str, Format] = field(default_factory=dict)

    def get(self, name: str) -> Format:
        """A format by its use."""
        return self._once(name, _LOOKS[name])

    def light(self, light: Light) -> Format:
        """The cell of a light: its colour behind, and its word in an ink that reads on it."""
        colours = palette.LIGHTS[light]
        return self._once(
            f"light-{light}", {**_CELL, "bold": True, "bg_color": colours.pale, "font_color": colours.ink}
        )

    def figure(self, value: Decimal) -> Format:
        """A number with as many decimals as a reader sees elsewhere in the report."""
        places = max(0, -int(shown(value).as_tuple().exponent))
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return self._once(f"figure-{places}", {**_CELL, "num_format": pattern})

    def _once(self, name: str, look: dict[str, Any]) -> Format:
        if name not in self._made:
            self._made[name] = self.book.add_format(look)
        return self._made[name]
