"""What was obtained: one value of one indicator in one year, as the ledger hands it to the judges.

The ledger (:mod:`rumbo.apps.ledger`) stores these; monitoring and reporting only read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Origin(StrEnum):
    """How a value came to be."""

    REPORTED = "reported"
    COMPUTED = "computed"
    SIMULATED = "simulated"


class State(StrEnum):
    """Where a revision stands on its way (source: policy, l.3927-3937: report, consolidate, validate, publish)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONSOLIDATED = "consolidated"
    VALIDATED = "validated"
    PUBLISHED = "published"


#: The way of a revision that is never returned, in order.
WAY: tuple[State, ...] = (State.DRAFT, State.SUBMITTED, State.CONSOLIDATED, State.VALIDATED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value broken down by a declared dimension: ``region=Piura`` holds ``12``."""

    dimension: str
    member: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that supports a value, known by its SHA-256."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Observation:
    """A value as it stood at one moment.

    Attributes:
        indicator: code of the indicator in the policy, ``S1.1.1-Q1``.
        year: the year the value speaks of.
        value: in the indicator's unit; for a ratio it is computed from numerator and denominator, unrounded.
            ``None`` where it was reported that there is none; a real zero is ``Decimal(0)``.
        numerator: upper term of a ratio, in its own unit.
        denominator: lower term of a ratio, in its own unit.
        origin: reported, computed or simulated.
        state: the state of this revision.
        revision: 1 for the first report of this indicator and year.
        recorded_at: UTC instant of the revision's recording.
        recorded_by: who recorded it, a name that can be shown.
        entity: code of the reporting entity.
        comment: the reporter's remark.
        reason: why an earlier revision was replaced.
        parts: breakdown by declared dimensions.
        evidence: files that support the value.
        approved_before: value of the last approved revision that this one replaces, if there is one.
        no_data_reason: why there is no value; empty where there is one.
        expected_on: when the value is expected; ``None`` where nobody said so.
    """

    indicator: str
    year: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    origin: Origin
    state: State
    revision: int
    recorded_at: datetime
    recorded_by: str = ""
    entity: str = ""
    comment: str = ""
    reason: str = ""
    parts: tuple[Part, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    approved_before: Decimal | None = None
    no_data_reason: str = ""
    expected_on: date | None = None

    @property
    def simulated(self) -> bool:
        """Whether the value is invented for a demonstration; it is marked wherever it shows."""
        return self.origin is Origin.SIMULATED


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value on its way into the ledger: checked against the policy, not yet recorded.

    Attributes:
        indicator: code of the indicator.
        year: the year the value speaks of.
        value: in the indicator's unit. For a ratio it is already computed from the two terms. ``None`` reports that
            there is no figure, which asks for ``no_data_reason`` and for no figure anywhere else.
        numerator: upper term of a ratio.
        denominator: lower term of a ratio.
        comment: the reporter's remark.
        reason: why an earlier value is replaced; asked for when there is one.
        parts: breakdown by declared dimensions.
        no_data_reason: why there is no value; empty where there is one.
        expected_on: when the value is expected; only beside ``no_data_reason``.
    """

    indicator: str
    year: int
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""
    reason: str = ""
    parts: tuple[Part, ...] = ()
    no_data_reason: str = ""
    expected_on: date | None = None


#: Every value that counts, by indicator code and year.
Observations = Mapping[tuple[str, int], Observation]
