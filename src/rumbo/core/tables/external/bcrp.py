"""How is table 105 of the BCRP's weekly note read? Services by item and quarter, as the bank exports them.

Two layouts are read, in CSV or XLSX. **Across**: items in rows, periods in columns; the period is one heading
(``IV.24``, ``T4-2024``) or a year with quarters in the row below. A row is an item with its flow
(``Fletes - Crédito``), or ``Crédito`` and ``Débito`` below the row of the item. **Down**: periods in the first column
(``T424``), one series a column, whose name holds the item and the flow. Subtotals and balances are passed over; an
item that is not known is told, never dropped. A cell without figure stays without data.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rumbo.core.errors import Problem
from rumbo.core.intake.columns import folded
from rumbo.core.language import _
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.external.cells import Placed, figure, raw_table, refuse
from rumbo.core.tables.external.periods import Period, is_whole_year, period_of, quarter_of
from rumbo.core.tables.grid import Grid, Raw
from rumbo.core.tables.rows import RawTable

Flow = Literal["exports_usd_million", "imports_usd_million"]

COLUMNS = ("item", "year", "quarter", "exports_usd_million", "imports_usd_million")
_PLACES = 6
_HEADER_WITHIN = 40
_EXPORTS: Flow = "exports_usd_million"
_IMPORTS: Flow = "imports_usd_million"
_FLOWS: Mapping[str, Flow] = {
    **dict.fromkeys(("credito", "creditos", "credit", "exportacion", "exportaciones", "exports", "ingresos"), _EXPORTS),
    **dict.fromkeys(("debito", "debitos", "debit", "importacion", "importaciones", "imports", "egresos"), _IMPORTS),
}
_TRANSPORT = "transportes"
_OTHER = "otros"
_ITEMS: Mapping[str, str] = {
    **dict.fromkeys(("total", "servicios", "total servicios", "balanza de servicios", "total de servicios"), "total"),
    **dict.fromkeys(("exportacion de servicios", "exportaciones de servicios"), "total"),
    **dict.fromkeys(("fletes", "flete", "flete de mercancias", "fletes de mercancias"), "flete de mercancías"),
    **dict.fromkeys(("pasajeros", "transporte de pasajeros"), "pasajeros"),
    **dict.fromkeys(("otros transportes",), "otros transportes"),
    **dict.fromkeys(("viajes",), "viajes"),
    **dict.fromkeys(("comunicaciones",), "comunicaciones"),
    **dict.fromkeys(("seguros", "seguros y reaseguros", "seguros/reaseguros"), "seguros y reaseguros"),
    **dict.fromkeys(("otros servicios", "servicios no tradicionales", "resto de servicios"), "otros servicios"),
}
_OF_TRANSPORT = frozenset({"flete de mercancías", "pasajeros", "otros transportes"})
_SUBTOTALS = frozenset({_TRANSPORT, "transporte", "servicios relacionados al turismo"})
_BALANCES = frozenset({"saldo", "balance", "neto"})
_ENUMERATOR = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2})\s*[.)]\s*")
_FOOTNOTE = re.compile(r"(?:\s*\d/|\s*\[\d\]|\s*\(\d\))+$")
_UNIT = re.compile(r"\((?:[^)]*(?:us\$|usd|dolares)[^)]*)\)")
_DASH = re.compile(r"\s+[-–—|:]\s+|:\s+")


@dataclass(slots=True)
class _Figures:
    """The figures found so far, by item and period."""

    rows: dict[tuple[str, Period], dict[Flow, tuple[Decimal, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, item: str, flow: Flow, period: Period, cell: Raw, place: str) -> None:
        found = figure(cell, place, self.problems, _PLACES)
        if found is None:
            return
        held = self.rows.setdefault((item, period), {})
        value = abs(found) if flow == _IMPORTS else found
        if flow in held and held[flow][0] != value:
            what = _("{item} of {period} is {found} here and {other} at {place}.")
            told = f"{period.year}-{period.quarter}" if period.quarter else str(period.year)
            said = what.format(item=item, period=told, found=value, other=held[flow][0], place=held[flow][1])
            self.problems.append(Problem(said, place, _("Leave the right one of the two figures.")))
        held.setdefault(flow, (value, place))


def services_rows(grids: Sequence[Grid], name: str) -> RawTable:
    """The rows of a file in the bank's layout.

    Args:
        grids: the sheets of the file.
        name: name of the file in messages.

    Raises:
        TableError: no layout is recognised, an item is not known, or a cell holds no figure.
    """
    figures = _Figures()
    for grid in grids:
        if not _read_across(grid, figures):
            _read_down(grid, figures)
    refuse(figures.problems)
    if not figures.rows:
        raise _not_recognised(name)
    return raw_table([_placed(item, period, held) for (item, period), held in figures.rows.items()], COLUMNS)


def _placed(item: str, period: Period, held: Mapping[Flow, tuple[Decimal, str]]) -> Placed:
    cells: dict[str, Raw] = {"item": item, "year": period.year, "quarter": period.quarter}
    places = {"": next(place for _value, place in held.values())}
    for flow, (value, place) in held.items():
        cells[flow], places[flow] = value, place
    return Placed(cells, places)


def _read_across(grid: Grid, figures: _Figures) -> bool:
    """Items in rows, periods in columns; ``False`` where the sheet has no row of periods."""
    header = _periods_row(grid)
    if header is None:
        return False
    body, periods = header
    labels = _Labels.over([_label(cells, periods) for _n, cells in grid.rows[body:]], _title_flow(grid, body))
    for number, cells in grid.rows[body:]:
        label = _label(cells, periods)
        filled = {n: period for n, period in periods.items() if n < len(cells) and cells[n] not in (None, "")}
        read = labels.read(label, has_figures=bool(filled))
        if labels.unknown:
            figures.problems.append(_unknown(label, grid.place(number)))
        for n, period in filled.items():
            if read:
                figures.take(*read, period, cells[n], grid.place(number, n))
    return True


def _periods_row(grid: Grid) -> tuple[int, dict[int, Period]] | None:
    """Where the body begins, and the period of each column."""
    for position, (_number, cells) in enumerate(grid.rows[:_HEADER_WITHIN]):
        below = grid.rows[position + 1][1] if position + 1 < len(grid.rows) else ()
        if periods := _two_rows(cells, below):
            return position + 2, periods
        found = {n: period for n, cell in enumerate(cells) if cell is not None and (period := period_of(cell))}
        others = [cell for n, cell in enumerate(cells) if n not in found and isinstance(cell, int | Decimal)]
        enough = len(found) > 1 or any(period.quarter for period in found.values())
        if found and 0 not in found and enough and not others:
            return position + 1, found
    return None


def _two_rows(years: Sequence[Raw], quarters: Sequence[Raw]) -> dict[int, Period]:
    """The periods of a row of years with a row of quarters below; empty where it is none."""
    made: dict[int, Period] = {}
    year: int | None = None
    for n, cell in enumerate(quarters):
        above = period_of(years[n]) if n < len(years) and years[n] is not None else None
        year = above.year if above and above.quarter is None else year
        if cell in (None, ""):
            continue
        quarter = quarter_of(cell)
        if quarter is None and not is_whole_year(cell):
            if n == 0:
                continue  # the heading of the items
            return {}
        if year is not None:
            made[n] = Period(year, quarter)
    return made if any(period.quarter for period in made.values()) else {}


@dataclass(slots=True)
class _Labels:
    """Reads the labels of the rows in their order: a label may rest on those above it.

    Attributes:
        by_title: the flow of the whole table, where its title tells one.
        has_flows: whether any row tells its flow; then the row of an item alone holds its balance.
        item: the item of the rows ``Crédito`` and ``Débito`` that may follow.
        passing: whether the rows that follow are of a subtotal.
        in_transport: whether "Otros" means other transports.
        by_section: whether ``Crédito`` and ``Débito`` stand above the items, and not below each of them.
        section: the flow of the items below the last such row.
        unknown: whether the last row names no item that is known.
    """

    by_title: Flow | None = None
    has_flows: bool = False
    item: str | None = None
    passing: bool = False
    in_transport: bool = False
    by_section: bool = False
    section: Flow | None = None
    unknown: bool = False

    @classmethod
    def over(cls, labels: Sequence[str], by_title: Flow | None) -> "_Labels":
        """A reader of these labels: where items outnumber the rows of a flow alone, each flow is above its items."""
        parts = [_parts(label) for label in labels]
        alone = sum(_is_flow(names) for names in parts)
        items = sum(_flow_of(names) is None and cls().item_of(names) is not None for names in parts)
        flows = any(_flow_of(names) for names in parts)
        return cls(by_title=by_title, has_flows=flows, by_section=items > alone > 0)

    def read(self, label: str, *, has_figures: bool) -> tuple[str, Flow] | None:
        """The item and the flow of a row; ``None`` where the row is none of them (a subtotal, a heading, a note)."""
        parts = _parts(label)
        flow, named = _flow_of(parts), self.item_of(parts)
        self.unknown = False
        if not parts:
            self.unknown = has_figures
            return None
        if named:
            self.passing = named in _SUBTOTALS
            self.item = None if self.passing else named
            return self._of_item(flow, has_figures=has_figures)
        if _is_flow(parts) and flow:
            return self._of_flow(flow, has_figures=has_figures)
        if not _BALANCES & set(parts):
            self.item, self.passing, self.unknown = None, False, has_figures
        return None

    def _of_item(self, flow: Flow | None, *, has_figures: bool) -> tuple[str, Flow] | None:
        if flow is None and has_figures and (self.by_section or not self.has_flows):
            flow = self.section or self.by_title
            self.unknown = flow is None and not self.passing
        return (self.item, flow) if self.item and flow else None

    def _of_flow(self, flow: Flow, *, has_figures: bool) -> tuple[str, Flow] | None:
        if self.by_section:
            self.section, self.in_transport = flow, False
            return ("total", flow) if has_figures else None
        self.unknown = has_figures and self.item is None and not self.passing
        return (self.item, flow) if self.item else None

    def item_of(self, parts: Sequence[str]) -> str | None:
        """The item that the last part names which names one; keeps whether one stands among transports."""
        found: str | None = None
        for part in parts:
            if part in _SUBTOTALS:
                self.in_transport = part.startswith("transporte")
                found = part
            elif part == _OTHER:
                found = "otros transportes" if self.in_transport else "otros servicios"
            elif part in _ITEMS:
                found = _ITEMS[part]
                self.in_transport = found in _OF_TRANSPORT
        return found


def _read_down(grid: Grid, figures: _Figures) -> None:
    """Periods in the first column, one series a column."""
    starts = [
        n for n, (_number, cells) in enumerate(grid.rows) if cells and cells[0] is not None and period_of(cells[0])
    ]
    if not starts or starts[0] == 0:
        return
    number, headings = grid.rows[starts[0] - 1]
    series: dict[int, tuple[str, Flow]] = {}
    for n, heading in enumerate(headings[1:], 1):
        if heading in (None, ""):
            continue
        read = _Labels().read(str(heading), has_figures=True)
        if read:
            series[n] = read
        elif not set(_parts(str(heading))) & (_SUBTOTALS | _BALANCES):
            figures.problems.append(_unknown(str(heading), grid.place(number, n)))
    for position in starts:
        row, cells = grid.rows[position]
        period = period_of(cells[0])
        for n, (item, flow) in series.items():
            if period and n < len(cells):
                figures.take(item, flow, period, cells[n], grid.place(row, n))


def _label(cells: Sequence[Raw], periods: Mapping[int, Period]) -> str:
    """The text before the first period, its cells joined."""
    before = cells[: min(periods)]
    return " ".join(str(cell) for cell in before if isinstance(cell, str) and cell.strip())


def _parts(label: str) -> list[str]:
    """The names in a label: ``I. Transportes - a. Fletes - Crédito`` has three."""
    bare = _UNIT.sub("", folded(label))
    return [name for part in _DASH.split(bare) for name in _names(part) if name]


def _names(part: str) -> Iterator[str]:
    text = _FOOTNOTE.sub("", _ENUMERATOR.sub("", part.strip(" .-*"))).strip(" .-*")
    if text in _ITEMS or text in _FLOWS or text in _SUBTOTALS:
        yield text
        return
    words = text.split()
    if len(words) > 1 and words[-1].strip("()") in _FLOWS:  # "Fletes crédito", "Fletes (crédito)"
        yield " ".join(words[:-1])
        yield words[-1].strip("()")
        return
    yield text


def _flow_of(parts: Sequence[str]) -> Flow | None:
    return next((_FLOWS[part] for part in reversed(parts) if part in _FLOWS), None)


def _is_flow(parts: Sequence[str]) -> bool:
    """Whether a label tells a flow and nothing else."""
    return bool(parts) and all(part in _FLOWS for part in parts)


def _title_flow(grid: Grid, body: int) -> Flow | None:
    """The flow that the title tells: ``Exportación de servicios por rubros``."""
    title = " ".join(folded(str(cell)) for _n, cells in grid.rows[:body] for cell in cells if isinstance(cell, str))
    told = {flow for word, flow in _FLOWS.items() if re.search(rf"\b{word}\b", title)}
    return told.pop() if len(told) == 1 else None


def _unknown(label: str, place: str) -> Problem:
    what = _("The item “{label}” is not one of table 105, or does not say whether it is exports or imports.")
    known = ", ".join(sorted({*_ITEMS.values(), *_SUBTOTALS}))
    mend = _("Name it as one of: {known}; with “Crédito” or “Débito”.").format(known=known)
    return Problem(what.format(label=" ".join(label.split())), place, mend)


def _not_recognised(name: str) -> TableError:
    what = _("The file holds no services by item and quarter in a layout that is read.")
    mend = _("Export table 105 of the BCRP with its headings: items in rows, periods such as “IV.24” in columns.")
    return TableError(Problem(what, name, mend))
