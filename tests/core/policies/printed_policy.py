"""What do the policy's printed tables say, read straight from the text? A second reading, to hold the YAML against.

Nothing here knows the YAML files or the extracted facts: codes, kinds, years and figures come from the rows themselves.
A row of a table is a line whose cells are parted by tabs; the conversion left HTML marks, broken digits and
shifted cells.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

#: Where the sheets of the indicators, of the services and the tables of activities stand (first and last line).
INDICATOR_SHEETS = (4971, 6829)
SERVICE_SHEETS = (3156, 3911)
ACTIVITY_TABLES = (6830, 7022)
SERVICE_MATRIX = (3099, 3153)

_TAG = re.compile(r"<[^>]+>")
_YEAR = re.compile(r"20\d\d")
_UNDERLINED_FRACTION = re.compile(r"<u>(\d+)</u>\s*(\d+)")
_LATEX_FRACTION = re.compile(r"\$\\frac\{(\d+)\}\{(\d+)\}\$")
_FIGURE = re.compile(r"[\d.,]+[%*]*")
_TERMS = re.compile(r"\(?([\d.,]+)/([\d.,]+)\)?")
_FEWEST_YEARS = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A printed cell: the value, or two terms, and whether a mark for a footnote stands beside it."""

    value: Decimal | None = None
    terms: tuple[Decimal, Decimal] | None = None
    starred: bool = False


@dataclass(slots=True)
class Sheet:
    """A printed technical sheet (ficha técnica)."""

    first: int
    last: int
    parent: str = ""
    kind: str = ""
    name: str = ""
    direction: str = ""
    values: dict[int, Number] = field(default_factory=dict)
    terms: dict[int, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """A printed sheet of a service (ficha de servicio): the label of each row and what stands beside it."""

    code: str
    name: str
    rows: dict[str, str]


@dataclass(slots=True)
class PrintedActivity:
    """A row of the tables of activities, with the rows of its further responsibles."""

    line: int
    objective: str
    guideline: str
    service: str | None
    code: str
    name: str
    responsibles: list[tuple[str | None, ...]]


def plain(text: str) -> str:
    """A text without marks of the conversion, one space between words."""
    bare = html.unescape(_TAG.sub(" ", text)).replace("\\$", "$").replace("\\*", "*")
    return re.sub(r"\s+", " ", bare).strip()


def squeezed(text: str) -> str:
    """Only letters and digits: what is left when spaces, punctuation and marks say nothing."""
    return re.sub(r"[\W_]+", "", plain(text)).lower()


def number(cell: str) -> Number | None:
    """Read ``23 237``, ``1,290``, ``21,8%``, ``0*``, ``121/173`` or ``<u>88</u> 74431``; ``None`` for a text."""
    joined = _LATEX_FRACTION.sub(r"\1/\2", _UNDERLINED_FRACTION.sub(r"\1/\2", cell))
    bare = re.sub(r"\s+", "", plain(joined))
    if terms := _TERMS.fullmatch(bare):
        return Number(terms=(_decimal(terms[1]), _decimal(terms[2])))
    if _FIGURE.fullmatch(bare):
        return Number(value=_decimal(bare.rstrip("%*")), starred="*" in bare)
    return None


def _decimal(digits: str) -> Decimal:
    """A comma before exactly three digits parts thousands; any other comma parts decimals, as in ``21,8``."""
    return Decimal(re.sub(r",(?=\d{3}(\D|$))", "", digits).replace(",", "."))


class Text:
    """The converted text of the policy."""

    def __init__(self, path: Path) -> None:
        self.lines = path.read_text(encoding="utf-8").split("\n")

    def cells(self, line: int) -> list[str]:
        """The cells of a row, marks and all; lines are counted from 1."""
        return self.lines[line - 1].split("\t")

    def between(self, first: int, last: int) -> str:
        """The text of some lines."""
        return "\n".join(self.lines[first - 1 : last])

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The sheets of the indicators by code: parent, Q or C or I, and the order in which they are printed."""
        sheets: dict[str, Sheet] = {}
        seen: Counter[str] = Counter()
        for sheet in self._sheets():
            stem = f"{sheet.parent}-{sheet.kind}"
            seen[stem] += 1
            sheets[f"{stem}{seen[stem]}"] = sheet
        return sheets

    def _sheets(self) -> Iterator[Sheet]:
        first, last = INDICATOR_SHEETS
        starts = [n for n in range(first, last + 1) if self._label(n).startswith("nombre del indicador")]
        # The rows of the objective, guideline and service precede the name by at most ten lines.
        for position, start in enumerate(starts):
            end = starts[position + 1] - 1 if position + 1 < len(starts) else last
            sheet = Sheet(first=start, last=end, name=plain(self.cells(start)[1]))
            self._read_parent(sheet, starts[position - 1] if position else first)
            self._read_kind(sheet)
            self._read_figures(sheet)
            yield sheet

    def _label(self, line: int) -> str:
        return plain(self.cells(line)[0]).lower().rstrip(":")

    def _read_parent(self, sheet: Sheet, floor: int) -> None:
        for line in range(sheet.first, floor, -1):
            if found := re.match(r"(?:Nombre del servicio )?S\.?(\d\.\d\.\d)", plain(self.lines[line - 1])):
                sheet.parent = f"S{found[1]}"
                return
            if found := re.match(r"Objetivo prioritario: OP(\d)", plain(self.lines[line - 1])):
                sheet.parent, sheet.kind = f"OP{found[1]}", "I"
                return

    def _read_kind(self, sheet: Sheet) -> None:
        """Direction and kind stand in one row; some sheets break it over several lines."""
        for line in range(sheet.first, sheet.last + 1):
            if self._label(line).startswith("sentido esperado") and not sheet.direction:
                around = plain(" ".join(self.lines[line - 1 : line + 2]))
                if found := re.search(r"Ascendente|Descendente|No definido", around):
                    sheet.direction = found[0]
            if not sheet.kind and (found := re.search(r"\b(Calidad|Cobertura)\b", self._tail(line))):
                sheet.kind = {"Calidad": "Q", "Cobertura": "C"}[found[1]]

    def _tail(self, line: int) -> str:
        """The row that says the kind, or an empty text."""
        text = plain(self.lines[line - 1])
        if "tipo de indicador" in text.lower():
            return plain(self.between(line, line + 2))
        return ""

    def _read_figures(self, sheet: Sheet) -> None:
        years: dict[int, int] = {}
        for line in range(sheet.first, sheet.last + 1):
            cells = self.cells(line)
            if header := _header(cells):
                years = header
            elif years:
                for year, found in _aligned(cells, years).items():
                    into = sheet.terms if found.terms else sheet.values
                    into.setdefault(year, found)

    @cached_property
    def services(self) -> dict[str, ServiceSheet]:
        """The sheets of the services, by code."""
        found: dict[str, ServiceSheet] = {}
        code, rows = "", dict[str, str]()
        for line in range(*SERVICE_SHEETS):
            cells = self.cells(line)
            label = self._label(line)
            if len(cells) < 2:
                continue
            if label == "nombre del servicio":
                match = re.match(r"S\.?(\d\.\d\.\d)[.:]?\s*(.*)", plain(cells[1]))
                assert match, line
                code, rows = f"S{match[1]}", {}
                found[code] = ServiceSheet(code, match[2], rows)
            elif code and not label.startswith(("objetivo", "lineamiento", "elemento")):
                rows.setdefault(label, cells[1])
        return found

    @cached_property
    def matrix(self) -> dict[str, tuple[str, str | None]]:
        """Tabla 28: guideline and name of each service; a guideline without services has ``None`` for a name."""
        found: dict[str, tuple[str, str | None]] = {}
        guideline = ""
        for line in range(*SERVICE_MATRIX):
            cells = [plain(cell) for cell in self.cells(line)]
            for cell in cells:
                if match := re.match(r"L\.?(\d\.\d)\b", cell):
                    guideline = f"L{match[1]}"
                if re.match(r"(No considera servicios|Sin servicio)", cell):
                    found[guideline] = (guideline, None)
                if match := re.match(r"S\.?\s?(\d\.\d\.\d)[.:]*\s+(\S.*)", cell):
                    found[f"S{match[1]}"] = (guideline, match[2])
        return found

    @cached_property
    def activities(self) -> list[PrintedActivity]:
        """Tablas 37 to 41, row by row, in the order of print; what follows a page break is not joined."""
        found: list[PrintedActivity] = []
        objective = guideline = ""
        service: str | None = None
        for line in range(*ACTIVITY_TABLES):
            cells = [plain(cell) for cell in self.cells(line)]
            if caption := re.search(r"Actividades Operativas: Objetivo Prioritario (\d)", cells[0]):
                objective = f"OP{caption[1]}"
            at = next((n for n, c in enumerate(cells) if re.match(r"AO\.?\s?\d", c)), None)
            for cell in cells[: len(cells) if at is None else at]:
                if match := re.match(r"(?:L\.?\s?|Lineamiento )(\d\.\d)[.:]", cell):
                    guideline = f"L{match[1]}"
                if match := re.match(r"S\.?(\d\.\d\.\d)\b", cell):
                    service = f"S{match[1]}"
                if re.match(r"(Sin Servicio|No tiene servicio)", cell):
                    service = None
            filled = [c for c in cells[0 if at is None else at + 1 :] if c]
            if at is not None:
                match = re.match(r"(AO\.?\s?[\d.]*\d[.:]*)\s*(.*)", cells[at])
                assert match, line
                activity = PrintedActivity(line, objective, guideline, service, match[1], match[2], [])
                found.append(activity)
                activity.responsibles.append(_responsible(filled, own_unit=True))
            elif found and filled[-1:] == ["Nacional"]:
                found[-1].responsibles.append(_responsible(filled, own_unit=len(filled) == 6))
        return found


def _responsible(filled: list[str], *, own_unit: bool) -> tuple[str | None, ...]:
    """Unit of measure, unit, executing unit, entity, sector, level; a cut row lacks its level."""
    cells: list[str | None] = [*filled] if own_unit else [None, *filled]
    return tuple([*cells, None, None][:6])


def _header(cells: list[str]) -> dict[int, int]:
    """Column of each year, where a row holds years and nothing else but its label."""
    texts = [plain(cell) for cell in cells]
    years = {n: int(text) for n, text in enumerate(texts) if _YEAR.fullmatch(text)}
    others = [text for n, text in enumerate(texts) if text and n not in years]
    return years if len(years) >= _FEWEST_YEARS and others in ([], ["Año"]) else {}


def _aligned(cells: list[str], years: dict[int, int]) -> dict[int, Number]:
    """The figures of a row by year: cell by cell where the counts agree, else by their columns."""
    label = cells[0] if number(cells[0]) is None else ""
    figures = {n: found for n, cell in enumerate(cells) if not (n == 0 and label) and (found := number(cell))}
    if len(figures) < _FEWEST_YEARS:
        return {}
    if len(figures) == len(years):
        return dict(zip(years.values(), figures.values(), strict=True))
    return {years[n]: found for n, found in figures.items() if n in years}
