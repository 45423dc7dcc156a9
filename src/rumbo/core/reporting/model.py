"""The annual monitoring report (reporte de seguimiento) as data, before any format.

It holds what the policy prescribes (l.3935-3945): priority objectives, guidelines, services, indicators, responsible
units, standards of the quality indicators, expected and obtained values, compliance ratios, the management index and
the alerts. Every renderer prints this and nothing else, so that all formats say the same.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from rumbo.core.language import Language
from rumbo.core.monitoring.records import Light, Note, Severity
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Direction, Kind

Figure = Annotated[
    Decimal,
    PlainSerializer(
        lambda d: int(d) if d == d.to_integral_value() else float(d), return_type=int | float, when_used="json"
    ),
]


class Item(BaseModel):
    """A frozen part of the report."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Value(Item):
    """A figure with the two terms of its ratio where it has them."""

    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    printed: str | None = None
    """As the source prints it where the figure alone does not tell (``0*``)."""


class Point(Item):
    """One year of a series; ``None`` where there is no figure."""

    year: int
    target: Figure | None = None
    obtained: Figure | None = None
    simulated: bool = False


class PartRow(Item):
    """One part of a value broken down by a dimension."""

    dimension: str
    member: str
    value: Figure | None
    numerator: Figure | None = None
    denominator: Figure | None = None


class IndexRow(Item):
    """A score with its coverage; an index never stands without it."""

    value: Figure | None
    due: int
    with_data: int
    light: Light


class IndicatorRow(Item):
    """Everything the report says of one indicator."""

    code: str
    kind: Kind
    name: str
    unit: str
    direction: Direction | None
    direction_printed: str | None
    standard: str | None
    """Quality standard of its service; only for quality indicators."""
    responsible: str | None
    """Unit that integrates the data, as printed."""
    responsible_service: str | None
    entity: str | None
    """Code of the reporting entity."""
    baseline_year: int | None
    baseline: Value | None
    target: Value | None
    obtained: Value | None
    ratio_pct: Figure | None
    type2_pct: Figure | None
    light: Light
    notes: tuple[Note, ...]
    state: State | None
    origin: Origin | None
    revision: int | None
    comment: str
    no_data_reason: str = ""
    """Why there is no obtained value, as it was reported; empty where there is one or nothing was said."""
    expected_on: date | None = None
    """When the missing value is expected."""
    parts: tuple[PartRow, ...]
    evidence: tuple[str, ...]
    """Name and SHA-256 of each file, as one text."""
    last_known_year: int | None
    """Latest year with a value, the baseline included."""
    last_known: Figure | None
    next_target_year: int | None
    next_target: Figure | None
    required_rate_pct: Figure | None
    """Yearly growth, in percent, that leads from the last known value to the next target; ``None`` where undefined
    (a zero, a missing value)."""
    required_step: Figure | None
    """Yearly change, in the indicator's unit, that does the same; defined where the rate is not."""
    series: tuple[Point, ...]
    """From the baseline year to the horizon."""
    footnotes: tuple[str, ...]
    source: str

    @property
    def simulated(self) -> bool:
        """Whether the obtained value is simulated."""
        return self.origin is Origin.SIMULATED


class ServiceSection(Item):
    """A service with its score and indicators."""

    code: str
    name: str
    standard: str | None
    provider: str | None
    index: IndexRow
    indicators: tuple[IndicatorRow, ...]
    note: str | None
    """Why it has no indicators or no coverage indicator."""


class GuidelineSection(Item):
    """A guideline: its score is a roll-up of its services, it has no indicator of its own."""

    code: str
    name: str
    normative: bool
    index: IndexRow
    services: tuple[ServiceSection, ...]


class ObjectiveSection(Item):
    """An objective: results and management are two numbers and are shown as two."""

    code: str
    name: str
    responsible: str
    management: IndexRow
    result: IndexRow
    indicators: tuple[IndicatorRow, ...]
    guidelines: tuple[GuidelineSection, ...]


class AlertRow(Item):
    """An alert as printed."""

    code: str
    title: str
    """Name of the rule in the report's language."""
    severity: Severity
    subject: str
    subject_name: str
    figure: Figure | None
    figure_unit: str
    since: str
    concerns: str
    message: str
    action: str


class MethodChoice(Item):
    """One choice of the method and whether it rests on the guide itself."""

    name: str
    value: str
    confirmed: bool
    basis: str


class MethodCard(Item):
    """The method that judged, for the method annex."""

    name: str
    title: str
    version: str
    sha256: str
    choices: tuple[MethodChoice, ...]


class DataRow(Item):
    """One counted observation, for the data annex."""

    indicator: str
    year: int
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    origin: Origin
    state: State
    revision: int
    recorded_at: datetime
    recorded_by: str
    entity: str
    comment: str
    reason: str
    no_data_reason: str = ""
    """Why there is no value; empty where there is one."""
    expected_on: date | None = None


class Provenance(Item):
    """From what the report was made; enough to make it again."""

    policy_sha256: str
    method_sha256: str
    ledger_sequence: int
    """Number of the last ledger entry that the report has seen; 0 for an empty ledger."""
    ledger_hash: str
    software: str
    counted_from: State
    """Values in this state or a later one count."""


class Report(Item):
    """The whole report."""

    policy_code: str
    title: str
    """Title of the policy."""
    short_title: str
    country: str
    edition: str
    year: int
    horizon: int
    language: Language
    as_of: datetime
    """The ledger's moment that the report shows (UTC)."""
    status: Literal["provisional", "issued"]
    number: str | None
    """Number of an issued report, ``2026-01``."""
    simulated: bool
    """True when any counted value is simulated; every page and file says so."""
    lead_unit: str
    planning_unit: str
    management: IndexRow
    result: IndexRow
    due: int
    with_data: int
    lights: dict[Light, int]
    states: dict[State, int]
    """Counted values by state; that there is no figure is no value."""
    objectives: tuple[ObjectiveSection, ...]
    alerts: tuple[AlertRow, ...]
    method: MethodCard
    data: tuple[DataRow, ...]
    provenance: Provenance

    @property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Every indicator row, objectives' own first in each objective, in the order of the policy's tree."""
        rows: list[IndicatorRow] = []
        for objective in self.objectives:
            rows += objective.indicators
            rows += (i for g in objective.guidelines for s in g.services for i in s.indicators)
        return tuple(rows)
