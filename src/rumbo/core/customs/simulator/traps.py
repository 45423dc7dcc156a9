"""What is wrong in real customs files, put into simulated ones at a small rate, each with a known outcome."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rumbo.core.customs.simulator.lines import Integers, Lines, Small, joined

Outcome = Literal["accepted", "quarantined", "deleted"]


@dataclass(frozen=True, slots=True)
class Trap:
    """One kind of trap.

    Attributes:
        code: what is stored in :attr:`Lines.trap`.
        name: what the truth file calls it.
        added: the line is one more, copied from another; else a line of the simulation is altered.
        outcome: what an import must do with it.
        reason: the code of the reason or of the note that the import must give, where it gives one.
        flows: the flows in which it occurs.
    """

    code: int
    name: str
    added: bool
    outcome: Outcome
    reason: str | None
    flows: str = "XM"


TRAPS = (
    Trap(1, "shipment_date_zero", added=False, outcome="accepted", reason="period_regularised", flows="X"),
    Trap(2, "only_numbering_date", added=False, outcome="accepted", reason="period_numbered", flows="X"),
    Trap(3, "shipment_date_invalid", added=False, outcome="accepted", reason="date_invalid", flows="X"),
    Trap(4, "partner_not_iso", added=False, outcome="accepted", reason="partner_unknown"),
    Trap(5, "document_not_tax_id", added=False, outcome="accepted", reason="trader_id_invalid"),
    Trap(6, "check_digit_wrong", added=False, outcome="accepted", reason="trader_id_invalid"),
    Trap(7, "other_week", added=False, outcome="accepted", reason="period_outside", flows="X"),
    Trap(8, "name_in_other_encoding", added=False, outcome="accepted", reason=None),
    Trap(9, "weight_overflow", added=False, outcome="accepted", reason="figure_overflow"),
    Trap(10, "place_invalid", added=False, outcome="accepted", reason="place_invalid", flows="X"),
    Trap(21, "deleted_record", added=True, outcome="deleted", reason=None),
    Trap(22, "fob_overflow", added=True, outcome="quarantined", reason="fob_overflow"),
    Trap(23, "fob_missing", added=True, outcome="quarantined", reason="fob_missing"),
    Trap(24, "subheading_short", added=True, outcome="quarantined", reason="subheading_invalid"),
    Trap(25, "no_date", added=True, outcome="quarantined", reason="date_missing"),
    Trap(26, "item_missing", added=True, outcome="quarantined", reason="key_missing"),
    Trap(27, "fob_zero", added=True, outcome="accepted", reason="fob_not_positive"),
    Trap(28, "fob_negative", added=True, outcome="accepted", reason="fob_not_positive"),
    Trap(29, "same_line_twice", added=True, outcome="accepted", reason=None),
)
BY_CODE = {trap.code: trap for trap in TRAPS}
#: Codes of the traps that are lines of their own.
ADDED = [trap.code for trap in TRAPS if trap.added]
CODE = {trap.name: trap.code for trap in TRAPS}
#: Declaration numbers of added lines begin here, above those of any office.
_FIRST_NUMBER = 900_000


def trapped(lines: Lines, flow: str, rate: float, taken: int, random: np.random.Generator) -> Lines:
    """The lines of a week with traps among them: some altered, some added at the end.

    Args:
        lines: the lines of a week.
        flow: ``X`` or ``M``.
        rate: part of the lines that get a trap.
        taken: added lines so far, which their declaration numbers follow.
        random: the source of chance.
    """
    chosen = np.flatnonzero(random.random(len(lines)) < rate)
    # Lines that come again are left alone: what the later file says must stay certain.
    chosen = chosen[lines.regularised[chosen] == lines.day[chosen]]
    kinds = [trap for trap in TRAPS if flow in trap.flows]
    drawn = random.integers(0, len(kinds), len(chosen))
    codes = np.array([trap.code for trap in kinds], dtype=np.int16)[drawn]
    adds = np.array([trap.added for trap in kinds])[drawn]
    trap = lines.trap.copy()
    trap[chosen[~adds]] = codes[~adds]
    altered = _altered(lines.changed(trap=trap))
    if not adds.any():
        return altered
    return joined([altered, _added(lines, chosen[adds], codes[adds], taken)])


def _altered(lines: Lines) -> Lines:
    """Lines of another week are moved one to two weeks back, in the same year; where that fails nothing is done."""
    moved = lines.trap == CODE["other_week"]
    day = lines.day - np.where(moved, 8 + lines.relation % 7, 0).astype(np.int32)
    years = (day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970).astype(np.int16)
    wrong = years != lines.year
    trap = np.where(wrong, 0, lines.trap).astype(np.int16)
    day = np.where(wrong, lines.day, day).astype(np.int32)
    late = np.minimum(lines.numbered, day)
    return lines.changed(trap=trap, day=day, numbered=np.where(moved & ~wrong, late, lines.numbered).astype(np.int32))


def _added(lines: Lines, source: Integers, codes: Small, taken: int) -> Lines:
    """Copies with declaration numbers of their own; only the twin keeps the number of its line."""
    copies = lines.take(source)
    own = codes != CODE["same_line_twice"]
    number = np.where(own, _FIRST_NUMBER + taken + np.arange(len(codes)), copies.number)
    cents = np.where(codes == CODE["fob_zero"], 0, np.where(codes == CODE["fob_negative"], -copies.cents, copies.cents))
    return copies.changed(number=number.astype(np.int32), cents=cents, trap=codes)
