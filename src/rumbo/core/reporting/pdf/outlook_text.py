"""What was known last, and what does it take from here? One sentence for each indicator."""

from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy.models import Direction
from rumbo.core.reporting.model import IndicatorRow
from rumbo.core.reporting.pdf.signs import figure


def outlook_sentence(row: IndicatorRow) -> str:
    """Last known value, next expected value and the yearly change between them; empty where nothing is known."""
    if row.last_known is None or row.last_known_year is None:
        return _("No value is known yet.")
    if row.next_target is None or row.next_target_year is None:
        return _("Last known value: {value} ({year}); no expected value follows.").format(
            value=figure(row.last_known), year=row.last_known_year
        )
    if _reached(row.direction, row.last_known, row.next_target):
        return _("Last known value: {value} ({year}). It already meets {target}, expected in {target_year}.").format(
            value=figure(row.last_known),
            year=row.last_known_year,
            target=figure(row.next_target),
            target_year=row.next_target_year,
        )
    return _("Last known value: {value} ({year}). To reach {target} in {target_year}: {change} a year.").format(
        value=figure(row.last_known),
        year=row.last_known_year,
        target=figure(row.next_target),
        target_year=row.next_target_year,
        change=_change(row),
    )


def _reached(direction: Direction | None, known: Decimal, target: Decimal) -> bool:
    """Whether the next target is met; never where the sheet does not say which way is better."""
    if direction is Direction.ASCENDING:
        return known >= target
    return direction is Direction.DESCENDING and known <= target


def _change(row: IndicatorRow) -> str:
    """The growth in percent where it is defined, else the step in the indicator's unit; signs are written."""
    if row.required_rate_pct is not None:
        return f"{'+' if row.required_rate_pct > 0 else ''}{written(row.required_rate_pct, 1)}\u00a0%"
    if row.required_step is None:
        return figure(None)
    unit = _("percentage points") if row.unit.strip() == "%" else row.unit
    return f"{'+' if row.required_step > 0 else ''}{figure(row.required_step)} {unit}"
