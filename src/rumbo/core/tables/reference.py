"""Which reference tables are there, and what does one hold? A loaded version, else the one that ships."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyarrow as pa

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.tables.checks import check_rows
from rumbo.core.tables.content import content_sha256, ordered
from rumbo.core.tables.errors import MissingTableError, TableError
from rumbo.core.tables.grid import grids
from rumbo.core.tables.rows import plain_rows
from rumbo.core.tables.schema import DEFAULTS, Definition, definition, definitions
from rumbo.core.tables.storage import TableVersion, read_version, versions
from rumbo.core.tables.typed import typed

Origin = Literal["packaged", "loaded"]


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A reference table in one version.

    Attributes:
        name: name of the table, by which queries read it.
        version: name of the version.
        sha256: hash of the content; what a result must name.
        origin: whether it ships or was loaded.
        authority: who answers for the content.
        arrow: the rows, in the order of the key, with the columns of the definition.
        simulated: whether the content is invented.
    """

    name: str
    version: str
    sha256: str
    origin: Origin
    authority: str
    arrow: pa.Table
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class TableInfo:
    """What there is of a reference table.

    Attributes:
        definition: what it must hold.
        loaded: the versions loaded, the oldest first.
        current: the version in force; ``None`` where there is none, and so no data.
        origin: of the version in force.
        state: of the content in force: ``complete`` or ``sample`` as shipped, ``loaded``, or ``missing``.
    """

    definition: Definition
    loaded: tuple[TableVersion, ...]
    current: str | None
    origin: Origin | None
    state: Literal["complete", "sample", "loaded", "missing"]

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.definition.name


def table(name: str, version: str | None = None) -> ReferenceTable:
    """A reference table.

    Args:
        name: name of the table.
        version: name of a version; ``None`` takes the one loaded last, else the one that ships.

    Raises:
        UnknownCodeError: there is no such table.
        MissingTableError: no version is loaded and none ships.
        TableError: there is no such version, or what is stored was changed since.
    """
    defined = definition(name)
    stored = versions(name)
    chosen = next((v for v in reversed(stored) if version in (None, v.version)), None)
    if chosen is not None:
        rows = read_version(chosen)
        version, sha256, authority = chosen.version, chosen.sha256, chosen.authority
        return ReferenceTable(name, version, sha256, "loaded", authority, rows, chosen.simulated)
    if defined.default is not None and version in (None, defined.default.version):
        return _packaged(name)
    if version is None:
        raise MissingTableError(name, str(defined.meaning))
    known = [v.version for v in stored] + ([defined.default.version] if defined.default else [])
    what = _("The table “{table}” has no version “{version}”.").format(table=name, version=version)
    mend = _("Use one of: {names}.").format(names=", ".join(known) or "—")
    raise TableError(Problem(what, mend=mend))


def tables() -> tuple[TableInfo, ...]:
    """What there is of every reference table, in alphabetical order."""
    return tuple(table_info(name) for name in definitions())


def table_info(name: str) -> TableInfo:
    """What there is of one reference table.

    Raises:
        UnknownCodeError: there is no such table.
    """
    defined, stored = definition(name), versions(name)
    if stored:
        return TableInfo(defined, stored, stored[-1].version, "loaded", "loaded")
    if defined.default:
        return TableInfo(defined, stored, defined.default.version, "packaged", defined.default.state)
    return TableInfo(defined, stored, None, None, "missing")


@cache
def _packaged(name: str) -> ReferenceTable:
    """The table that ships, checked as any loaded one is."""
    defined = definition(name)
    if defined.default is None:
        raise MissingTableError(name, str(defined.meaning))
    file = DEFAULTS / f"{name}.csv"
    raw = plain_rows(grids(file.read_bytes(), file.name), defined, {}, file.name)
    rows = typed(raw, defined)
    problems = check_rows(rows, defined, raw.place, _packaged_codes)
    if problems:
        raise TableError(*problems)
    rows = ordered(rows, defined)
    default = defined.default
    return ReferenceTable(name, default.version, content_sha256(rows), "packaged", default.authority, rows)


def _packaged_codes(name: str, column: str) -> set[str] | None:
    return set(_packaged(name).arrow[column].to_pylist()) if definition(name).default else None


def codes_in_force(name: str, column: str) -> set[str] | None:
    """The codes in a column of the version of a table that is in force; ``None`` where there is none."""
    try:
        return set(table(name).arrow[column].to_pylist())
    except MissingTableError:
        return None
