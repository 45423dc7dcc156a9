"""What is a change? Records for what differs between two reports."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class What(StrEnum):
    """What changed; those named first come first among changes of the same importance."""

    SIMULATED = "simulated"
    """Whether the report holds simulated values."""
    EDITION = "edition"
    """The edition of the policy."""
    POLICY = "policy"
    """The data of the policy, within an edition or with it."""
    METHOD = "method"
    """The method that judges."""
    INDEX = "index"
    """The management or the result index, at any level."""
    COVERAGE = "coverage"
    """How many of the indicators that are due have a value."""
    LIGHT = "light"
    """The light of an indicator."""
    VALUE = "value"
    """An obtained value: corrected, newly known, or no longer counted."""
    ALERT_RAISED = "alert_raised"
    """An alert that did not stand before."""
    ALERT_SEVERITY = "alert_severity"
    """An alert that stands in both, with another severity."""
    ALERT_GONE = "alert_gone"
    """An alert that no longer stands."""
    RATIO = "ratio"
    """The compliance ratio of an indicator."""
    TARGET = "target"
    """An expected value."""
    BASELINE = "baseline"
    """A baseline."""
    INDICATOR_ADDED = "indicator_added"
    """An indicator that the earlier report does not have."""
    INDICATOR_REMOVED = "indicator_removed"
    """An indicator that the later report no longer has."""
    STATE = "state"
    """Where an unchanged value stands on its way."""
    REVISION = "revision"
    """An unchanged value that was recorded anew: its terms, its parts, its comment or its evidence."""
    SOFTWARE = "software"
    """The version of the software that made the report."""


class Cause(StrEnum):
    """Why a light or a ratio changed, as far as the two reports tell."""

    YEAR = "year"
    """The reports judge different years."""
    VALUE = "value"
    """The obtained value is another."""
    TARGET = "target"
    """The expected value is another."""
    DIRECTION = "direction"
    """The expected direction is another."""
    METHOD = "method"
    """The method is another."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports.

    Attributes:
        year: the year that it judges.
        as_of: the moment of the ledger that it shows (UTC).
        status: ``issued`` or ``provisional``.
        number: number of an issued report.
        sha256: fingerprint of the report.
        simulated: whether it holds simulated values.
    """

    year: int
    as_of: datetime
    status: str
    number: str | None
    sha256: str
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs.

    Attributes:
        what: what changed.
        importance: 1 where everything must be read anew, 2 for what one looks at first, 3 for the figures below it,
            4 for the rest.
        subject: code of what it speaks of: policy, objective, guideline, service or indicator.
        name: its name.
        aspect: ``management`` or ``result`` of an index, the rule of an alert; empty elsewhere.
        year: the year that the figures speak of; in two reports of different years, the later report's.
        old_year: the earlier report's year, where the two figures speak of different years.
        old: what it was; ``None`` where there was nothing, which is never a zero.
        new: what it is.
        unit: unit of the figures; empty where they have none.
        reason: why a value was corrected, in the words of who corrected it.
        causes: why a light or a ratio changed.
        weight: how large the change is among its kind; larger comes first.
    """

    what: What
    importance: int
    subject: str
    name: str = ""
    aspect: str = ""
    year: int | None = None
    old_year: int | None = None
    old: Decimal | str | None = None
    new: Decimal | str | None = None
    unit: str = ""
    reason: str = ""
    causes: tuple[Cause, ...] = ()
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs between two reports, most important first."""

    policy: str
    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.changes

    def of(self, *kinds: What) -> tuple[Change, ...]:
        """The changes of some kinds, in their order."""
        return tuple(change for change in self.changes if change.what in kinds)
