"""Which number a text means: ``1.234,5`` and ``1,234.5``, and what cannot be told apart.

A text is read under both conventions. Where both readings exist and differ (``1.234``), nothing is guessed: the
file's other numbers or an explicit choice decide, or the text is refused with the two readings shown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: Whole digits and decimals that a figure may have; more is a slip of the hand, not a statistic.
WHOLE_DIGITS = 15
DECIMALS = 20

_SPACES = " \u00a0\u202f\u2009\u2007'’"
_GROUPS = rf"[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+"


class Convention(StrEnum):
    """The sign before the decimals."""

    POINT = "point"
    COMMA = "comma"


_FORMS = {
    Convention.POINT: re.compile(rf"(\d+|[1-9]\d{{0,2}}(?:,\d{{3}})+|{_GROUPS})(?:\.(\d+))?", re.ASCII),
    Convention.COMMA: re.compile(rf"(\d+|[1-9]\d{{0,2}}(?:\.\d{{3}})+|{_GROUPS})(?:,(\d+))?", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text means under each convention; ``None`` where it is no number under it."""

    point: Decimal | None
    comma: Decimal | None

    @property
    def ambiguous(self) -> bool:
        """Whether the two conventions give two numbers."""
        return self.point is not None and self.comma is not None and self.point != self.comma

    @property
    def only(self) -> Convention | None:
        """The one convention under which the text is a number."""
        if (self.point is None) == (self.comma is None):
            return None
        return Convention.COMMA if self.point is None else Convention.POINT

    def under(self, convention: Convention) -> Decimal | None:
        """The reading under one convention."""
        return self.point if convention is Convention.POINT else self.comma


def readings(text: str) -> Readings:
    """Both readings of a text, which may carry a sign and thousands marks (spaces, points, commas, apostrophes)."""
    bare = text.strip(_SPACES + "\t\r\n")
    negative = bare[:1] in ("-", "−")
    digits = bare[1:].lstrip(_SPACES) if bare[:1] in ("-", "−", "+") else bare
    point, comma = (_read(digits, form, negative=negative) for form in _FORMS.values())
    return Readings(point, comma)


def _read(digits: str, form: re.Pattern[str], *, negative: bool) -> Decimal | None:
    found = form.fullmatch(digits)
    if not found:
        return None
    whole, decimals = re.sub(r"\D", "", found[1]), found[2] or ""
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return value.copy_negate() if negative and value else value


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file writes its numbers.

    Attributes:
        chosen: the convention that the user stated; it binds every number.
        seen: the conventions that the file's own unmistakable numbers follow.
    """

    chosen: Convention | None = None
    seen: frozenset[Convention] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], chosen: Convention | None = None) -> "Writing":
        """Gather the evidence of every text in a file that is a number under one convention only."""
        return cls(chosen, frozenset(only for text in texts if (only := readings(text).only)))

    @property
    def convention(self) -> Convention | None:
        """The convention in force for a number that can be read both ways; ``None`` where nothing decides."""
        if self.chosen:
            return self.chosen
        return next(iter(self.seen)) if len(self.seen) == 1 else None

    def read(self, text: str) -> Decimal | None:
        """The number that a text means; ``None`` where it is no number, or ambiguous, or against the chosen sign."""
        both = readings(text)
        if self.chosen:
            return both.under(self.chosen)
        if both.ambiguous:
            return both.under(self.convention) if self.convention else None
        return both.point if both.point is not None else both.comma


def too_long(value: Decimal) -> bool:
    """Whether a number has more digits than a figure may have."""
    if not value.is_finite():
        return True
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return value.adjusted() >= WHOLE_DIGITS or decimals > DECIMALS
