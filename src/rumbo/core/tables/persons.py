"""What must not be kept of natural persons: their tax ids become the pseudonyms of the lake, their names go."""

import re

import pyarrow as pa

from rumbo.core.customs.identity import PSEUDONYM, Pseudonyms
from rumbo.core.tables.schema import Definition
from rumbo.core.workspace import workspace

#: What is certainly a company's; an id of another kind may be a natural person's.
_COMPANY = re.compile(r"20[0-9]{9}")


def without_persons(rows: pa.Table, table: Definition) -> pa.Table:
    """The rows with the pseudonym in the place of every tax id that is not certainly a company's.

    The pseudonyms are those of this workspace's lake, so that rows still meet their customs lines.
    """
    ids = [column.name for column in table.columns if column.tax_id]
    if not ids:
        return rows
    pseudonyms = Pseudonyms.stored(workspace().home / "pseudonym-key")
    hidden = [_of_person(value) for value in rows[ids[0]].to_pylist()]
    for name in ids:
        known: dict[str, str] = {}
        values = [_hidden(value, pseudonyms, known) for value in rows[name].to_pylist()]
        rows = rows.set_column(rows.column_names.index(name), rows.schema.field(name), pa.array(values, pa.string()))
    for name in (column.name for column in table.columns if column.personal):
        kept = [None if person else value for person, value in zip(hidden, rows[name].to_pylist(), strict=True)]
        field = rows.schema.field(name)
        rows = rows.set_column(rows.column_names.index(name), field, pa.array(kept, field.type))
    return rows


def _of_person(identity: str | None) -> bool:
    return identity is not None and not _COMPANY.fullmatch(identity)


def _hidden(identity: str | None, pseudonyms: Pseudonyms, known: dict[str, str]) -> str | None:
    if identity is None or not _of_person(identity) or identity.startswith(PSEUDONYM):
        return identity
    if identity not in known:
        known[identity] = pseudonyms.of(identity)
    return known[identity]
