"""Do two figures differ, and by how much?"""

from decimal import Decimal

from rumbo.core.reporting.canonical import machine

#: Weight of a change that cannot be measured: something appears, disappears or leaves zero.
UNMEASURED = Decimal("Infinity")


def differ(old: Decimal | None, new: Decimal | None) -> bool:
    """Whether the figures differ as the JSON format writes them; nothing differs from zero."""
    return machine(old) != machine(new)


def relative(old: Decimal | None, new: Decimal | None) -> Decimal:
    """The size of a change as a part of the earlier figure."""
    if old is None or new is None or old == 0:
        return UNMEASURED
    return abs((new - old) / old)


def points(old: Decimal | None, new: Decimal | None) -> Decimal:
    """The size of a change of a percentage, in points."""
    if old is None or new is None:
        return UNMEASURED
    return abs(new - old)
