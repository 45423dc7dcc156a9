"""What the interface answers with; every field is told, figures that are missing are null."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, WithJsonSchema

from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Direction, Kind

#: A figure is a JSON number.
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]


class Answer(Schema):
    """A part of an answer."""

    model_config = ConfigDict(use_attribute_docstrings=True, from_attributes=True)


class PolicyAnswer(Answer):
    """The policy of this installation."""

    code: str
    title: str
    short_title: str
    country: str
    edition: str
    baseline_year: int
    horizon: int
    objectives: int
    guidelines: int
    services: int
    activities: int
    indicators: int
    sha256: str
    """Hash of the policy's files: the version of every fact in them."""


class EntityAnswer(Answer):
    """A public entity."""

    code: str
    name: str


class ElementAnswer(Answer):
    """An objective, a guideline or a service."""

    code: str
    name: str
    above: str | None
    """Code of what it belongs to."""
    responsible: str | None
    """Unit that answers for it."""


class ActivityAnswer(Answer):
    """An operational activity. Its code repeats from objective to objective, as printed."""

    code: str
    name: str
    guideline: str
    service: str | None
    entities: list[str]


class FigureAnswer(Answer):
    """A figure with the two terms of its ratio where it has them."""

    value: Number | None
    numerator: Number | None
    denominator: Number | None


class TargetAnswer(FigureAnswer):
    """The expected value (logro esperado) of a year."""

    year: int


class IndicatorAnswer(Answer):
    """An indicator and where it stands in the policy."""

    code: str
    kind: Kind
    name: str
    unit: str
    direction: Direction | None
    objective: str
    guideline: str | None
    service: str | None
    entity: str | None
    """Code of the entity that reports it."""


class SheetAnswer(IndicatorAnswer):
    """An indicator with its sheet."""

    formula: str | None
    """Text of the formula, where the sheet prints one."""
    responsible: str | None
    limitations: str | None
    data_sources: str | None
    baseline_year: int | None
    baseline: FigureAnswer | None
    targets: list[TargetAnswer]
    source: str
    """Document and line of the sheet."""


class ValueAnswer(FigureAnswer):
    """A published value of an indicator in a year."""

    indicator: str
    year: int
    origin: Origin
    state: State
    simulated: bool
    """Invented for a demonstration; says nothing about any real result."""
    revision: int
    recorded_at: datetime
    entity: str | None
    no_data_reason: str
    """Why there is no value, as it was reported; empty where there is one."""
    expected_on: date | None
    """When the missing value is expected."""


class ScoreAnswer(Answer):
    """A score in percent with its coverage; an index never stands without it."""

    value: Number | None
    due: int
    with_data: int
    light: Light


class ElementScoreAnswer(ScoreAnswer):
    """The score of an objective, a guideline or a service."""

    code: str
    measure: str
    """``result`` (an objective's own indicators) or ``management`` (its services)."""


class ComplianceAnswer(Answer):
    """How an indicator stands in a year."""

    code: str
    value: Number | None
    target: Number | None
    ratio_pct: Number | None
    type2_pct: Number | None
    light: Light
    no_data_reason: str
    """Why there is no value, as it was reported; empty where there is one or nothing was said."""
    expected_on: date | None
    notes: list[str]
    simulated: bool


class StatusAnswer(Answer):
    """Where the policy stands in a year, by published values."""

    policy: str
    year: int
    simulated: bool
    result: ScoreAnswer
    management: ScoreAnswer
    lights: dict[str, int]
    scores: list[ElementScoreAnswer]
    indicators: list[ComplianceAnswer]
    method: str
    method_sha256: str
    policy_sha256: str
    ledger_sequence: int
    ledger_hash: str


class AlertAnswer(Answer):
    """An alert that the planning office made public, with what is being done."""

    alert: str
    """Code of the rule."""
    year: int
    subject: str
    severity: Severity
    message: str
    action: str
    since: str
    """The day or the year from which it holds."""
    progress: str
    commitments: list[str]


class FileAnswer(Answer):
    """A file of a published report."""

    name: str
    sha256: str
    address: str


class ReportAnswer(Answer):
    """A published report."""

    number: str
    year: int
    as_of: datetime
    issued_at: datetime
    published_at: datetime
    language: str
    method: str
    content_sha256: str
    ledger_sequence: int
    ledger_hash: str
    files: list[FileAnswer]


class TokenAnswer(Answer):
    """What the token that was sent may do."""

    name: str
    person: str
    entity: str
    unit: str | None
    scope: str
    expires_at: datetime
    indicators: list[str]
    """Codes of the indicators it may report."""


class RecordedAnswer(Answer):
    """What was done with the values that were sent."""

    recorded: list[str]
    """Codes of new values and new revisions."""
    unchanged: list[str]
    """Codes whose value was there already; nothing was written for them."""
    warnings: list[str]


def page_of(kind: type[Answer]) -> type[Schema]:
    """A piece of a list of answers."""
    return type(
        f"{kind.__name__.removesuffix('Answer')}Page",
        (Schema,),
        {"__annotations__": {"items": list[kind], "count": int}, "__doc__": "A piece of a list."},  # type: ignore[valid-type]
    )
