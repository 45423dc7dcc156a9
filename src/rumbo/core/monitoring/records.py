"""The words of monitoring: what a judgement, a score, an alert and a standing hold.

Sources: the policy, l.3927-3965 (what the annual report must contain); the planning centre's guide as far as it is
publicly known. What is not confirmed lives in the method file, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rumbo.core.monitoring.method import Method
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Direction, Policy


class Light(StrEnum):
    """The traffic light (semáforo) of an indicator or a score."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_DATA = "no_data"
    """The year has a target and no value was obtained: grey. Never a zero."""
    NOT_DUE = "not_due"
    """The policy programmes no target for the year: white."""


class Note(StrEnum):
    """Why a ratio is what it is. Each has its sentence in :func:`rumbo.core.monitoring.compliance.note_text`."""

    DIRECTION_INFERRED = "direction_inferred"
    CONSTANT_SERIES = "constant_series"
    ZERO_TARGET = "zero_target"
    ZERO_OBTAINED = "zero_obtained"
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    BASELINE_NOT_MEASURED = "baseline_not_measured"
    NO_DIRECTION = "no_direction"
    TARGET_DIFFERS_FROM_RATIO = "target_differs_from_ratio"
    CAPPED = "capped"
    SERIES_BOTH_WAYS = "series_both_ways"
    NEGATIVE_TARGET = "negative_target"
    OPPOSITE_SIGNS = "opposite_signs"
    BEYOND_ZERO = "beyond_zero"
    TARGET_AGAINST_DIRECTION = "target_against_direction"
    NO_BASELINE = "no_baseline"
    TYPE_1_INSTEAD = "type_1_instead"
    JUST_BELOW_BAND = "just_below_band"
    NO_DATA_EXPLAINED = "no_data_explained"


@dataclass(frozen=True, slots=True)
class Compliance:
    """The judgement of one indicator in one year.

    Attributes:
        indicator: its code.
        year: the year judged.
        value: obtained value (valor obtenido), in the indicator's unit.
        target: expected value (logro esperado); ``None`` where the year is not programmed.
        baseline: baseline value; ``None`` where it was not measured.
        ratio_pct: the ratio that counts (type I by default), in percent, uncapped and
            unrounded. ``None`` without data or target.
        type2_pct: type II ratio (progress since the baseline), in percent; ``None`` where undefined.
        capped_pct: the ratio that enters roll-ups, capped as the method says.
        light: the traffic light.
        direction: the direction used; ``None`` only where there is neither a direction nor a series.
        notes: why, in the order in which they apply.
    """

    indicator: str
    year: int
    value: Decimal | None
    target: Decimal | None
    baseline: Decimal | None
    ratio_pct: Decimal | None
    type2_pct: Decimal | None
    capped_pct: Decimal | None
    light: Light
    direction: Direction | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A mean of compliance with the coverage that it rests on.

    Attributes:
        value: weighted mean of capped ratios, in percent; ``None`` when nothing below it has data.
        due: how many indicators below it have a target in the year.
        with_data: how many of those have a value.
        light: its traffic light.
    """

    value: Decimal | None
    due: int
    with_data: int
    light: Light


@dataclass(frozen=True, slots=True)
class Index:
    """The management index (índice de gestión) and, apart, the result index, at every level.

    ``management`` and ``result`` of the policy are means over its objectives; an objective's ``management`` is the mean
    of its guidelines that have services, its ``result`` the mean of its own indicators. Guidelines and services
    have management only.
    """

    management: Score
    result: Score
    objectives_management: Mapping[str, Score]
    objectives_result: Mapping[str, Score]
    guidelines: Mapping[str, Score]
    services: Mapping[str, Score]


class Severity(StrEnum):
    """How soon an alert asks for action, worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that asks for a corrective measure.

    Attributes:
        code: name of the rule, ``low_compliance``.
        severity: how soon.
        subject: code of the indicator or service it speaks of; the policy's own code where it speaks of the whole.
        year: the year judged.
        figure: the number that raised it, in ``figure_unit``; ``None`` where there is none.
        figure_unit: ``%``, ``x`` (times) or the indicator's unit.
        since: first year or day for which the condition holds, as written.
        concerns: unit and entity that must act.
        began: the same in every language: ``2026`` or ``2027-03-31``.
        message: what was found, a sentence.
        action: what to do, a sentence.
    """

    code: str
    severity: Severity
    subject: str
    year: int
    figure: Decimal | None
    figure_unit: str
    since: str
    began: str
    concerns: str
    message: str
    action: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a policy stands in a year: everything that status and report show.

    ``observations`` holds every value that counts, of every year up to ``as_of``; ``judged`` has one entry per
    indicator of the policy, in its order.
    """

    policy: Policy
    year: int
    method: Method
    as_of: datetime
    observations: Observations
    judged: Mapping[str, Compliance]
    index: Index
    alerts: tuple[Alert, ...]
    due_dates: Mapping[str, date] = field(default_factory=dict)
    """Due date of reporting by entity code, from the campaign; empty where there is no campaign."""
