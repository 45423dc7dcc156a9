"""What does a backup say of itself? From what it was made, and every part with its size and hash."""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rumbo.apps.keeping.columns import ColumnKind
from rumbo.apps.ledger.verification import Fault

#: Name of the member that holds the manifest.
MANIFEST = "manifest.json"
#: Counts up when an older version of the software could no longer read what is written.
FORMAT_VERSION = 1

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """A frozen part of the manifest."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(Part):
    """One file inside the backup."""

    name: str
    size: int = Field(ge=0)
    sha256: Sha256


class Column(Part):
    """A column of a table, and how its values are written."""

    name: str
    kind: ColumnKind


class Table(Part):
    """A table of the database; its rows are one member, one JSON list a line, in the order of the columns."""

    name: str
    member: str
    columns: tuple[Column, ...]
    rows: int = Field(ge=0)


class Head(Part):
    """Where the ledger ended, and what ``rumbo ledger verify`` found in it."""

    sequence: int
    row_hash: Sha256
    entries: int
    faults: tuple[str, ...]


class Manifest(Part):
    """What a backup says of itself.

    Attributes:
        format: tells a backup of Rumbo from any other file.
        format_version: of the layout of the file.
        software: version of the software that wrote it.
        made_at: when the database was read.
        engine: the database it came from; it can be restored into any.
        migrations: application and name of every migration that the database had seen.
        ledger: where the ledger ended.
        missing_report_files: files of issued reports that were missing or altered when it was made.
        lake_version: the latest version of the lake; 0 where there is none.
        secret_key_inside: whether the key of the site's signatures is among the files; otherwise it was set by
            ``RUMBO_SECRET_KEY`` and must be set again.
        tables: every table.
        members: every file inside but this one.
    """

    format: Literal["rumbo-backup"]
    format_version: int
    software: str
    made_at: datetime
    engine: str
    migrations: tuple[tuple[str, str], ...]
    ledger: Head
    missing_report_files: tuple[str, ...] = ()
    lake_version: int
    secret_key_inside: bool
    tables: tuple[Table, ...]
    members: tuple[Member, ...]

    def document(self) -> bytes:
        """The manifest as it is written into the backup."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def fingerprint(document: bytes) -> str:
    """The SHA-256 of a manifest: it stands for the whole backup, since the manifest has the hash of every part."""
    return hashlib.sha256(document).hexdigest()


def fault_mark(fault: Fault) -> str:
    """A fault of the ledger, told the same in every language and on every machine."""
    return f"{fault.kind} {fault.table} {fault.sequence or ''}".rstrip()
