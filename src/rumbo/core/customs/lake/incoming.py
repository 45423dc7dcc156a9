"""What the lake takes in: files of customs lines, batch by batch, whoever read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pyarrow as pa


class Batch(Protocol):
    """Some records of a file, sorted out: ``lines`` is LINES, ``quarantine`` is QUARANTINE of the schema."""

    @property
    def lines(self) -> pa.Table | pa.RecordBatch:
        """Lines that can be used. Their ``snapshot`` may hold anything: the lake sets it."""

    @property
    def quarantine(self) -> pa.Table | pa.RecordBatch:
        """Lines that cannot be used, each with its reason. Their ``snapshot`` may hold anything."""

    @property
    def deleted(self) -> int:
        """Records that the file marks as deleted."""


class IncomingFile(Protocol):
    """One file, read once from its first batch to its last."""

    @property
    def name(self) -> str:
        """The name of the file, as its producer gave it."""

    @property
    def flow(self) -> str:
        """``X`` or ``M``."""

    @property
    def mapping(self) -> str:
        """The name of the mapping that read it."""

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes; the same bytes enter once."""

    @property
    def bytes(self) -> int:
        """The size of the file."""

    @property
    def period_from(self) -> date | None:
        """First day that the file says it covers."""

    @property
    def period_to(self) -> date | None:
        """Last day that the file says it covers; of two files with the same line the later period wins."""

    @property
    def records(self) -> int | None:
        """The number of records that the file announces; None where it announces nothing."""

    @property
    def simulated(self) -> bool:
        """Whether the lines are invented."""

    def __iter__(self) -> Iterator[Batch]:
        """The batches, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of where files came from.

    Attributes:
        producer: who made the file.
        licence: the licence or legal basis under which it may be used.
        obtained_on: the day it was obtained; of two editions of the same file the later one wins.
    """

    producer: str | None = None
    licence: str | None = None
    obtained_on: date | None = None
