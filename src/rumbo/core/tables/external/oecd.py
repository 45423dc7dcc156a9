"""How is the OECD's file of trade facilitation indicators read? Component scores of Peru by edition.

Read in CSV or XLSX: **long** (country, indicator, year, value), **components in rows** with the years in columns, and
**years in rows** with the components in columns. Where the file has a column of countries only the rows of Peru are
taken. The mean that the OECD adds is passed over: it is no component. The policy speaks of twelve components (l.5025),
the OECD publishes eleven, A to K, since 2017; the mean is the same with its own mean among them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.intake.columns import folded
from rumbo.core.language import _
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.external.cells import Placed, figure, raw_table, refuse
from rumbo.core.tables.grid import Grid, Raw
from rumbo.core.tables.rows import RawTable

COLUMNS = ("economy", "edition", "component", "score")
ECONOMY = "PE"
_PLACES = 6
_HEADER_WITHIN = 40
_PERU = frozenset({"pe", "per", "peru"})
_COUNTRY = frozenset({"country", "location", "ref area", "cou", "economy", "pais", "economia", "country code", "iso3"})
_INDICATOR = frozenset({"indicator", "indicador", "measure", "component", "componente", "tfi", "ind", "variable"})
_YEAR = frozenset({"year", "time", "time period", "edition", "ano", "edicion", "anio"})
_VALUE = frozenset({"value", "obs value", "score", "valor", "puntaje"})
_KEYWORDS: tuple[tuple[str, str], ...] = (
    ("information avail", "A"),
    ("disponibilidad de inform", "A"),
    ("involvement of the trade", "B"),
    ("participacion de la comunidad", "B"),
    ("advance ruling", "C"),
    ("resoluciones anticipadas", "C"),
    ("appeal procedure", "D"),
    ("procedimientos de apelacion", "D"),
    ("fees and charges", "E"),
    ("derechos y cargas", "E"),
    ("tasas y cargas", "E"),
    ("documents", "F"),
    ("documentos", "F"),
    ("automation", "G"),
    ("automatizacion", "G"),
    ("internal border", "I"),
    ("cooperacion interna", "I"),
    ("external border", "J"),
    ("cooperacion externa", "J"),
    ("governance", "K"),
    ("gobernanza", "K"),
    ("procedures", "H"),
    ("procedimientos", "H"),
)
_LETTER = re.compile(r"(?:tfi[\s_.-]*)?\(?([a-p])(?:[).:\s-]|$)")
_MEAN = re.compile(r"\b(average|avg|mean|promedio|overall|total|trade facilitation performance)\b")
_YEAR_FORM = re.compile(r"(?:tfi\s*|edition\s*|edicion\s*)?((?:19|20)\d{2})")


def facilitation_rows(grids: Sequence[Grid], name: str) -> RawTable:
    """The rows of a file in the OECD's layout.

    Args:
        grids: the sheets of the file.
        name: name of the file in messages.

    Raises:
        TableError: no layout is recognised, a component is not known, or a cell holds no score.
    """
    problems: list[Problem] = []
    rows: list[Placed] = []
    for grid in grids:
        for position, (_number, cells) in enumerate(grid.rows[:_HEADER_WITHIN]):
            columns = _Columns(cells)
            reader = next((read for fits, read in _READERS if fits(columns)), None)
            if reader:
                rows += reader(grid, position, columns, problems)
                break
    refuse(problems)
    if not rows:
        raise _not_recognised(name)
    return raw_table(rows, COLUMNS)


class _Columns:
    """What the columns of a header hold, by their headings."""

    def __init__(self, headings: Sequence[Raw]) -> None:
        names = ["" if heading is None else folded(str(heading)) for heading in headings]
        self.country = [n for n, name in enumerate(names) if name in _COUNTRY]
        self.indicator = next((n for n, name in enumerate(names) if name in _INDICATOR), None)
        self.year = next((n for n, name in enumerate(names) if name in _YEAR), None)
        self.value = next((n for n, name in enumerate(names) if name in _VALUE), None)
        self.years = {n: int(found[1]) for n, name in enumerate(names) if (found := _YEAR_FORM.fullmatch(name))}
        taken = {*self.country, self.indicator, self.year, self.value}
        self.components = {n: c for n, name in enumerate(names) if n not in taken and (c := component_of(name))}


def component_of(label: str) -> str | None:
    """The letter of the component that a label names: ``(A) Information availability``, ``TFI_A``, ``Automation``."""
    text = folded(label)
    if is_mean(label):
        return None
    lettered = _LETTER.match(text)
    if lettered:
        return lettered[1].upper()
    return next((letter for keyword, letter in _KEYWORDS if keyword in text), None)


def is_mean(label: str) -> bool:
    """Whether a label names the mean of the components and not one of them."""
    return bool(_MEAN.search(folded(label)))


def _long(grid: Grid, position: int, columns: _Columns, problems: list[Problem]) -> Iterator[Placed]:
    for number, cells in _of_peru(grid, position, columns):
        indicator, year = _at(cells, columns.indicator), _at(cells, columns.year)
        place = grid.place(number, columns.indicator)
        component = _component(indicator, place, problems)
        edition = _edition(year, grid.place(number, columns.year), problems) if component else None
        if component and edition and columns.value is not None:
            yield from _row(component, edition, _at(cells, columns.value), grid.place(number, columns.value), problems)


def _components_down(grid: Grid, position: int, columns: _Columns, problems: list[Problem]) -> Iterator[Placed]:
    for number, cells in _of_peru(grid, position, columns):
        before = [n for n in range(min(columns.years)) if n not in columns.country]
        label = next((str(cells[n]) for n in before if n < len(cells) and isinstance(cells[n], str)), None)
        filled = [n for n in columns.years if _at(cells, n) not in (None, "")]
        if label is None or not filled:
            continue
        component = _component(label, grid.place(number, 0), problems)
        for n in filled if component else ():
            yield from _row(component or "", columns.years[n], _at(cells, n), grid.place(number, n), problems)


def _components_across(grid: Grid, position: int, columns: _Columns, problems: list[Problem]) -> Iterator[Placed]:
    for number, cells in _of_peru(grid, position, columns):
        year = _at(cells, columns.year)
        if year in (None, ""):
            continue
        edition = _edition(year, grid.place(number, columns.year), problems)
        for n, component in columns.components.items() if edition else ():
            yield from _row(component, edition or 0, _at(cells, n), grid.place(number, n), problems)


_Fits = Callable[[_Columns], bool]
_Read = Callable[[Grid, int, _Columns, list[Problem]], Iterator[Placed]]
_READERS: tuple[tuple[_Fits, _Read], ...] = (
    (lambda c: c.indicator is not None and c.year is not None and c.value is not None, _long),
    (lambda c: c.year is not None and len(c.components) > 1, _components_across),
    (lambda c: len(c.years) > 0 and c.value is None, _components_down),
)


def _of_peru(grid: Grid, position: int, columns: _Columns) -> Iterator[tuple[int, Sequence[Raw]]]:
    for number, cells in grid.rows[position + 1 :]:
        named = [folded(str(cells[n])) for n in columns.country if n < len(cells) and cells[n] is not None]
        if not columns.country or any(name in _PERU for name in named):
            yield number, cells


def _at(cells: Sequence[Raw], position: int | None) -> Raw:
    return cells[position] if position is not None and position < len(cells) else None


def _component(label: Raw, place: str, problems: list[Problem]) -> str | None:
    text = "" if label is None else str(label)
    if not text.strip() or is_mean(text):
        return None
    found = component_of(text)
    if found is None:
        what = _("“{found}” names no component of the trade facilitation indicators.").format(found=text.strip())
        mend = _("Write its letter, A to K, or the name that the OECD gives it.")
        problems.append(Problem(what, place, mend))
    return found


def _edition(year: Raw, place: str, problems: list[Problem]) -> int | None:
    found = _YEAR_FORM.fullmatch(folded(str(year)))
    if found is None:
        what = _("“{found}” was found; the year of an edition was expected.").format(found=year)
        problems.append(Problem(what, place, _("Write four digits, such as 2024.")))
        return None
    return int(found[1])


def _row(component: str, edition: int, cell: Raw, place: str, problems: list[Problem]) -> Iterator[Placed]:
    score: Decimal | None = figure(cell, place, problems, _PLACES)
    if score is not None:
        cells: Mapping[str, Raw] = {"economy": ECONOMY, "edition": edition, "component": component, "score": score}
        yield Placed(cells, {"": place, "score": place})


def _not_recognised(name: str) -> TableError:
    what = _("The file holds no scores of Peru by component and edition in a layout that is read.")
    mend = _("Export the OECD's file with its headings: country, indicator, year and value, or the years as columns.")
    return TableError(Problem(what, name, mend))
