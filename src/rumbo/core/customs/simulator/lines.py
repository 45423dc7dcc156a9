"""The lines of a simulation as arrays: one place for each line, one array for each property."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16]
Index = npt.NDArray[np.int64] | npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Declared lines.

    Attributes:
        relation: place in the relations of the trade.
        day: the shipment (exports) or the numbering (imports), in days since 1970.
        numbered: the day on which the declaration was numbered.
        regularised: the day of its regularisation, as a rule that of shipment; 0 while it waits to come again.
        year: year of the declaration.
        number: number of the declaration at its office.
        item: place in the declaration, from 1.
        office: place in the offices.
        mode: code of the transport mode.
        cents: FOB in cents of a US$.
        net: net weight in grams.
        gross: gross weight in grams.
        quantity: physical quantity in thousandths of its unit.
        trap: what was done to the line, see :mod:`rumbo.core.customs.simulator.traps`; 0 nothing.
    """

    relation: Codes
    day: Codes
    numbered: Codes
    regularised: Codes
    year: Small
    number: Codes
    item: Codes
    office: Small
    mode: Small
    cents: Integers
    net: Integers
    gross: Integers
    quantity: Integers
    trap: Small

    def __len__(self) -> int:
        return len(self.relation)

    def take(self, index: Index) -> "Lines":
        """The lines at some places, or where a mask holds."""
        return Lines(*(getattr(self, field.name)[index] for field in fields(self)))

    def part(self, start: int, stop: int) -> "Lines":
        """The lines from one place to another, without copying them."""
        return Lines(*(getattr(self, field.name)[start:stop] for field in fields(self)))

    def changed(self, **arrays: npt.NDArray[np.generic]) -> "Lines":
        """The same lines with some properties replaced."""
        return replace(self, **arrays)  # type: ignore[arg-type]


def joined(parts: Sequence[Lines]) -> Lines:
    """Lines one after another."""
    return Lines(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Lines)))
