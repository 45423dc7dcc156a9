"""What a reader hands to the cleaning: a batch of records as they came, whatever kind of file they came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Broken:
    """One record that is not a record: it cannot be cut into the fields that the file announces.

    Attributes:
        position: place in the file, from 1.
        reason: code of the reason, see :mod:`rumbo.core.customs.reasons`.
        found: what shows the fault: a number of fields, the bytes of the mark.
        fields: what could be cut, by field name; empty when nothing could.
        text: the record as one text, where it could not be cut.
    """

    position: int
    reason: str
    found: str
    fields: dict[str, str] = field(default_factory=dict)
    text: str = ""


class Records(Protocol):
    """A batch of whole records, and beside them the ones that are broken, deleted or promised and absent."""

    @property
    def positions(self) -> Positions:
        """Place in the file of each whole record, from 1, ascending."""

    @property
    def deleted(self) -> int:
        """Records of this stretch that the file marks as deleted."""

    @property
    def broken(self) -> Sequence[Broken]:
        """Records of this stretch that could not be cut into fields."""

    def texts(self, columns: Sequence[str]) -> pl.DataFrame:
        """The named columns of the whole records as text, blanks at both ends taken away."""

    def whole(self, index: Positions) -> pl.DataFrame:
        """Every column of some whole records, by their index in :attr:`positions`."""


class Reader(Protocol):
    """A file that is read once, from its first record to its last."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, as the file writes them."""

    @property
    def records(self) -> int | None:
        """How many records the file announces; None where it announces nothing."""

    def batches(self) -> Iterator[Records]:
        """The records, batch by batch."""
