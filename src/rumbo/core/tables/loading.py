"""How does a file become a version of a reference table? Read whole, checked whole, stored whole or not at all."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from rumbo.core.customs.simulator.marks import TABLE_ENDING
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.tables.checks import check_rows
from rumbo.core.tables.content import content_sha256, ordered
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.external import LAYOUTS
from rumbo.core.tables.grid import Grid, grids, read_bytes
from rumbo.core.tables.persons import without_persons
from rumbo.core.tables.reference import codes_in_force
from rumbo.core.tables.rows import NoHeaderError, RawTable, plain_rows
from rumbo.core.tables.schema import Definition, definition
from rumbo.core.tables.storage import TableVersion, now, store, versions
from rumbo.core.tables.typed import typed


def load_table(
    name: str,
    path: Path,
    *,
    version: str,
    authority: str,
    obtained_on: date | None = None,
    given: Mapping[str, str] | None = None,
    simulated: bool = False,
) -> TableVersion:
    """Load a file as a new version of a reference table.

    The same content under the same version, authority and mark changes nothing, whatever file it comes in; a
    version that is there is never replaced.

    Args:
        name: name of the table.
        path: a CSV (any usual encoding and separator) or an XLSX workbook.
        version: name of the version, which results will tell.
        authority: who answers for the content.
        obtained_on: when the file was obtained.
        given: values of columns that the file lacks, the same in every row, such as ``{"hs_version": "2012"}``.
        simulated: the content is invented; every result that reads it is marked as simulated.

    Returns:
        The version, as stored; ``changed`` tells whether this load stored it.

    Raises:
        UnknownCodeError: there is no such table.
        TableError: the file cannot be used; every bad cell is told with its address. Nothing was stored.
    """
    defined = definition(name)
    _check_said(version, authority)
    data = read_bytes(path)
    if not simulated:
        _check_real(path)
    rows = read_rows(defined, data, path.name, given)
    sha256 = content_sha256(rows)
    loaded = versions(name)
    asked = (version, sha256, authority, simulated)
    same = next((v for v in loaded if (v.version, v.sha256, v.authority, v.simulated) == asked), None)
    if same is not None:
        return replace(same, changed=False)
    _check_new(defined, version, loaded)
    return store(
        TableVersion(
            table=name,
            version=version,
            sha256=sha256,
            authority=authority,
            obtained_on=obtained_on,
            file=path.name,
            file_sha256=hashlib.sha256(data).hexdigest(),
            rows=rows.num_rows,
            loaded_at=now(),
            simulated=simulated,
        ),
        rows,
    )


def read_rows(table: Definition, data: bytes, file_name: str, given: Mapping[str, str] | None = None) -> pa.Table:
    """The rows that a file holds for a table, checked, ordered by the key, natural persons hidden; nothing is stored.

    Raises:
        TableError: the file cannot be used; every bad cell is told with its address.
    """
    raw = _raw(table, grids(data, file_name), given or {}, file_name)
    rows = typed(raw, table)
    problems = check_rows(rows, table, raw.place, codes_in_force)
    if problems:
        raise TableError(*problems)
    return ordered(without_persons(rows, table), table)


def _raw(table: Definition, sheets: Sequence[Grid], given: Mapping[str, str], file_name: str) -> RawTable:
    """The cells under the table's own header, or those of the publisher's layout where there is a reader for it."""
    try:
        return plain_rows(sheets, table, given, file_name)
    except NoHeaderError:
        if table.name not in LAYOUTS:
            raise
    return LAYOUTS[table.name](sheets, file_name)


def _check_said(version: str, authority: str) -> None:
    what, mend = _("The {part} is missing; it must be said."), _("Say it: results will name it.")
    parts = [(version, _("name of the version")), (authority, _("authority of the content"))]
    problems = [Problem(what.format(part=part), mend=mend) for value, part in parts if not value.strip()]
    if problems:
        raise TableError(*problems)


def _check_real(path: Path) -> None:
    """A table that the simulator wrote is not taken for a real one."""
    if path.name.endswith(TABLE_ENDING):
        what = _("The file says of itself that it is simulated, and is not loaded as real.")
        raise TableError(Problem(what, path.name, _("Say --simulated: results that read it will say so.")))


def _check_new(table: Definition, version: str, loaded: Sequence[TableVersion]) -> None:
    taken = [v.version for v in loaded] + ([table.default.version] if table.default else [])
    if version in taken:
        what = _("The table “{table}” has a version “{version}” already, with other content, authority or mark.")
        mend = _("Give this one another name; a version is never replaced.")
        raise TableError(Problem(what.format(table=table.name, version=version), mend=mend))
