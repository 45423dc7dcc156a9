"""What a policy is: its tree, its sheets and its figures, as frozen records.

A policy is a tree: objectives (objetivos prioritarios), under each its guidelines (lineamientos), under each its
services (servicios). Objectives and services have indicators (indicadores) with a baseline (línea de base) and yearly
targets (logros esperados); services and normative guidelines have operational activities (actividades operativas).

Every record says where it stands in the source. What the source does not print is ``None``, never a guess.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_SOURCE = re.compile(r"[a-z][a-z0-9_-]*:\d+(-\d+)?(,\d+(-\d+)?)*")


def _number(value: object) -> object:
    """Refuse a text where a number is meant: ``"70"`` in quotes is a text to YAML."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("number_expected", "a number was expected, without quotes, signs or spaces")
    return value


def _source(value: object) -> object:
    if isinstance(value, str) and not _SOURCE.fullmatch(value):
        raise PydanticCustomError("source_form", "write document:line or document:first-last, e.g. pnmce:5159-5177")
    return value


def _figure(value: object) -> object:
    """Read the shorthand of a target, ``2026: 24853``, as a figure that has only a value."""
    plain_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return {"value": value} if plain_number else value


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(lambda d: int(d) if d == d.to_integral_value() else float(d), when_used="json"),
    WithJsonSchema({"type": "number"}),
]
Year = Annotated[StrictInt, Field(ge=1900, le=2200)]
Text = Annotated[str, Field(min_length=1)]
Source = Annotated[str, BeforeValidator(_source), WithJsonSchema({"type": "string", "pattern": f"^{_SOURCE.pattern}$"})]
Day = Annotated[date, Strict()]


class Record(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Kind(StrEnum):
    """What an indicator measures: the objective's result, or the quality or the coverage of a service."""

    OBJECTIVE = "objective"
    QUALITY = "quality"
    COVERAGE = "coverage"


class Direction(StrEnum):
    """Where an indicator should go (sentido esperado); ``undefined`` is what the sheet prints as "No definido"."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    UNDEFINED = "undefined"


class Document(Record):
    """A source document that ``source`` fields point to by its ``id``."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    title: Text
    file: Text
    """Name of the text file whose lines are cited."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class Variant(Record):
    """Another wording or code that the source prints for the same element."""

    text: Text
    source: Source


class Figure(Record):
    """A printed figure. A ratio carries its numerator and denominator where the source prints them."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    printed: str | None = None
    """As printed, where the figures alone do not tell it (``0*``)."""
    note: str | None = None
    """What the reader must know: footnote, damaged cell."""
    reconstructed: StrictBool = False
    """True where numerator and denominator were put in order from a garbled table."""


#: A target; a plain number is short for a figure that has only a value.
Target = Annotated[Figure, BeforeValidator(_figure, json_schema_input_type=Figure | Number)]


class Baseline(Figure):
    """The starting point (línea de base). ``value`` is ``None`` where the source says that it was not measured."""

    year: Year


class Formula(Record):
    """How the indicator is computed, as the sheet prints it."""

    expression: Text | None = None
    """The printed expression, LaTeX marks included."""
    shape: Text
    """The reader's name for its form: ``ratio_x100``, ``count_sum``, ``difference`` ..."""
    numerator: Text | None = None
    denominator: Text | None = None
    operand: Text | None = None
    """What a sum or a count adds, as the sheet defines it."""
    logic: Text | None = None
    """The rule in one sentence of our own."""


class Measure(Record):
    """What a unit reports, and the limits that a reported value must keep."""

    reported_as: Literal["ratio", "value"]
    """``ratio``: numerator and denominator are reported and the value is computed; ``value``: the value itself."""
    scale: Number = Decimal(1)
    """value = scale x numerator / denominator; 100 for a percentage."""
    whole: StrictBool = False
    """The value counts things, so it has no decimals."""
    share: StrictBool = False
    """The numerator is part of the denominator, so the value lies between 0 and ``scale``."""


class Breakdown(Record):
    """A dimension by which the indicator may be reported."""

    dimension: Text
    adds_up: StrictBool
    """Whether the parts must add to the whole."""


class Computation(Record):
    """Which statistic computes the indicator, for those that are computed from customs lines and reference tables."""

    statistic: Text
    """Name of the statistic (``rumbo statistics list``)."""
    parameters: dict[Text, StrictBool | StrictInt | Number | Text] = {}
    """Its parameters other than the year."""
    column: Text | None = None
    """Column of the result that holds the value; ``None`` for a ratio, which has its two terms instead."""
    numerator: Text | None = None
    denominator: Text | None = None
    scale: Number = Decimal(1)
    """The figures of the columns are multiplied by it: 0.000001 turns dollars into millions."""
    rows: dict[Text, Text] = {}
    """Column and content that pick the row of the result, where it has several a year."""


class Responsible(Record):
    """Who answers for something: the unit as printed and the entity it belongs to."""

    unit: Text
    """Unit of the organisation, as printed."""
    entity: Text | None = None
    """Code in ``entities.yaml``."""


class Indicator(Record):
    """An indicator with its technical sheet (ficha técnica), baseline and targets."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9.]*-[A-Z]\d+$")]
    kind: Kind
    name: Text
    formula: Formula
    measure: Measure
    unit: Text
    unit_detail: Text | None = None
    direction: Direction | None = None
    """``None`` where the sheet is cut and prints no direction."""
    direction_printed: Text | None = None
    baseline: Baseline | None = None
    targets: Annotated[dict[Year, Target], Field(json_schema_extra={"propertyNames": {"pattern": r"^\d{4}$"}})] = {}
    responsible_data: Responsible | None = None
    """Who integrates data and information."""
    responsible_service: Responsible | None = None
    """Who answers for the service or, in objectives, for the analysis."""
    data_sources: Text | None = None
    limitations: Text | None = None
    """Limits of the measurement, in one sentence of our own; ``None`` where the sheet states none."""
    frequency: Text | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    computed: Computation | None = None
    """How it is computed, where no unit reports it."""
    relevance: Annotated[StrictInt, Field(ge=1)] | None = None
    """Grade 1..R, 1 most relevant; ``None`` means all alike."""
    sheet: Literal["complete", "cut", "garbled"] = "complete"
    """State of the printed sheet in the source text."""
    other_names: tuple[Variant, ...] = ()
    objective_printed: Variant | None = None
    """What the sheet prints as its objective, where it is not the wording of any edition of the true one."""
    guideline_printed: Variant | None = None
    """What the sheet prints as its guideline, where its code is another than the true one."""
    row_printed: Variant | None = None
    """Label of the row of values, where it names another kind of value than the row holds."""
    footnotes: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    """What a careful reader noted about the printed sheet."""
    baseline_source: Source | None = None
    """Line of the table with baseline and targets."""
    source: Source

    def target(self, year: int) -> Decimal | None:
        """The expected value (logro esperado) of a year; ``None`` where the policy programmes none."""
        figure = self.targets.get(year)
        return figure.value if figure else None


class ActivityResponsible(Record):
    """One row of the activities table: who carries the activity out."""

    unit: Text | None
    executing_unit: Text | None
    entity_printed: Text | None
    entity: Text | None = None
    """Code in ``entities.yaml``."""
    sector: Text | None
    level: Text | None
    unit_of_measure: Text | None
    source: Source


class Activity(Record):
    """An operational activity (actividad operativa). Codes repeat from objective to objective, as printed."""

    code: Annotated[str, Field(pattern=r"^AO \d+\.\d+\.\d+$|^[A-Z]+ ?[\d.]+$")]
    code_printed: Text
    name: Text
    unit_of_measure: Text | None
    responsibles: tuple[ActivityResponsible, ...]
    guideline_printed: Text | None = None
    """Code of the guideline that the table prints, where it is another than the true one."""
    service_printed: Text | None = None
    """Code of the service that the table prints, where it is another than the true one."""
    remarks: tuple[Text, ...] = ()
    source: Source


class Service(Record):
    """A service (servicio) with its sheet, its indicators and its activities."""

    code: Text
    guideline: Text
    name: Text
    other_names: tuple[Variant, ...] = ()
    type: Text
    """Mejorado or Nuevo."""
    nature: Text
    """Prestacional, No prestacional or Administrativo."""
    delivery: Text
    """Competencias exclusivas or Competencias compartidas."""
    provider: Responsible | None
    provider_printed: Text | None = None
    participants: tuple[Text, ...] = ()
    participant_entities: tuple[Text, ...] = ()
    """Codes in ``entities.yaml`` of the participants."""
    levels: tuple[Text, ...]
    receptor: Text | None
    scope: Text | None
    standard: Text | None
    """The quality standard, as one noun: Oportunidad, Integralidad ..."""
    standard_printed: Text | None = None
    standard_summary: Text | None = None
    """What the standard asks, in one sentence of our own."""
    no_coverage_reason: Text | None = None
    """Where the source declares that the service has no coverage indicator, its reason."""
    relevance: Annotated[StrictInt, Field(ge=1)] | None = None
    indicators: tuple[Indicator, ...] = ()
    activities: tuple[Activity, ...] = ()
    remarks: tuple[Text, ...] = ()
    source: Source


class Guideline(Record):
    """A guideline (lineamiento). A normative one has no services but may have activities."""

    code: Text
    name: Text
    other_names: tuple[Variant, ...] = ()
    normative: StrictBool = False
    normative_source: Source | None = None
    causes: tuple[Text, ...] = ()
    """Codes of the problem tree that the guideline attends."""
    relevance: Annotated[StrictInt, Field(ge=1)] | None = None
    activities: tuple[Activity, ...] = ()
    source: Source


class Objective(Record):
    """A priority objective (objetivo prioritario) with its indicators and guidelines."""

    code: Text
    name: Text
    other_names: tuple[Variant, ...] = ()
    responsible: Responsible
    direct_cause: Text | None = None
    relevance: Annotated[StrictInt, Field(ge=1)] | None = None
    indicators: tuple[Indicator, ...] = ()
    guidelines: tuple[Guideline, ...]
    source: Source


class Cause(Record):
    """A node of the problem tree."""

    code: Text
    type: Literal["problem", "direct_cause", "indirect_cause", "effect"]
    parent: Text | None = None
    text: Text
    other_texts: tuple[Variant, ...] = ()
    source: Source


class ProblemTree(Record):
    """The public problem and its causes (árbol del problema)."""

    nodes: tuple[Cause, ...]
    effects: Literal["printed", "not_available"]
    effects_note: Text | None = None


class Entity(Record):
    """A public entity, with the code of the budget (pliego) where the source prints it."""

    code: Text
    name: Text
    budget_code: Text | None = None
    sector: Text | None = None
    level: Text | None = None
    printed_names: tuple[Text, ...] = ()
    """Every form in which the source names it."""


class Dimension(Record):
    """A named dimension by which observations may be broken down, with its members."""

    code: Text
    name: Text
    members: dict[Text, Text] = {}
    """Code to name; empty where any member is accepted."""


class Statement(Record):
    """A year or a count that the text states, so that it can be compared with the data."""

    subject: Text
    value: StrictInt
    source: Source


class TargetLink(Record):
    """An inequality between the targets of two indicators that must hold in every year that both have."""

    at_most: Text
    """Code of the indicator whose target must not exceed the other's."""
    at_least: Text
    """Code of the indicator whose target must reach the other's."""
    reason: Text
    """Why it must hold, in one sentence of our own."""


class Edition(Record):
    """Which edition of the policy the data hold."""

    version: Text
    approved: Day | None = None
    status: Text
    note: Text | None = None


class Heading(Record):
    """What ``policy.yaml`` holds: everything of a policy but its tree."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    short_title: Text
    country: Text
    sector: Text
    edition: Edition
    baseline_year: Year
    horizon: Year
    target_years: tuple[Year, ...]
    """The years in which every indicator is expected to have a target."""
    lead_unit: Responsible
    """Who consolidates what the units report."""
    planning_unit: Responsible
    """Who validates and issues the annual report."""
    standards: tuple[Text, ...] = ()
    """The closed list of quality standards that the source states."""
    standards_source: Source | None = None
    horizon_statements: tuple[Statement, ...] = ()
    count_statements: tuple[Statement, ...] = ()
    target_links: tuple[TargetLink, ...] = ()
    """Inequalities between indicators that the design implies."""
    documents: tuple[Document, ...]
    dimensions: tuple[Dimension, ...] = ()
    remarks: tuple[Text, ...] = ()


class Register(Record):
    """What ``entities.yaml`` holds."""

    entities: tuple[Entity, ...]


class Policy(Heading):
    """A whole policy, as its folder holds it."""

    entities: tuple[Entity, ...]
    problem: ProblemTree | None = None
    objectives: tuple[Objective, ...]
    services: tuple[Service, ...]
    sha256: str = ""
    """Hash of the folder's files, set by the loader: the version of every fact in it."""

    @cached_property
    def guidelines(self) -> tuple[Guideline, ...]:
        """Every guideline, in the order of the policy."""
        return tuple(g for o in self.objectives for g in o.guidelines)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator: those of the objectives, then those of the services, in the order of the policy."""
        own = [i for o in self.objectives for i in o.indicators]
        return (*own, *(i for s in self.services for i in s.indicators))

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Every operational activity, guideline by guideline."""
        found: list[Activity] = []
        for guideline in self.guidelines:
            found += guideline.activities
            for service in self.services_of(guideline.code):
                found += service.activities
        return tuple(found)

    def services_of(self, guideline: str) -> tuple[Service, ...]:
        """The services of a guideline."""
        return self._by_guideline.get(guideline, ())

    def guideline_of(self, service: str) -> Guideline:
        """The guideline of a service."""
        code = self._services[service].guideline
        return next(g for g in self.guidelines if g.code == code)

    def objective_of(self, code: str) -> Objective:
        """The objective above a guideline, a service or an indicator."""
        return self._objective_above[code]

    def service_of(self, indicator: str) -> Service | None:
        """The service of an indicator; ``None`` for the indicators of an objective."""
        return self._service_above.get(indicator)

    def indicator(self, code: str) -> Indicator:
        """One indicator by its code. Raises ``KeyError`` where there is none."""
        return self._indicators[code]

    def service(self, code: str) -> Service:
        """One service by its code. Raises ``KeyError`` where there is none."""
        return self._services[code]

    def entity(self, code: str) -> Entity:
        """One entity by its code. Raises ``KeyError`` where there is none."""
        return self._entities[code]

    def reporting_entity(self, indicator: str) -> str | None:
        """Code of the entity that reports an indicator: the responsible of its data, else its service's provider."""
        data = self.indicator(indicator).responsible_data
        if data and data.entity:
            return data.entity
        service = self.service_of(indicator)
        return service.provider.entity if service and service.provider else None

    def codes(self) -> Iterator[str]:
        """Every code that can be asked for: objectives, guidelines, services, indicators."""
        yield from (o.code for o in self.objectives)
        yield from (g.code for g in self.guidelines)
        yield from (s.code for s in self.services)
        yield from (i.code for i in self.indicators)

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {i.code: i for i in self.indicators}

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {s.code: s for s in self.services}

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {e.code: e for e in self.entities}

    @cached_property
    def _service_above(self) -> dict[str, Service]:
        return {i.code: s for s in self.services for i in s.indicators}

    @cached_property
    def _by_guideline(self) -> dict[str, tuple[Service, ...]]:
        return {g.code: tuple(s for s in self.services if s.guideline == g.code) for g in self.guidelines}

    @cached_property
    def _objective_above(self) -> dict[str, Objective]:
        above: dict[str, Objective] = {}
        for objective in self.objectives:
            above |= {i.code: objective for i in objective.indicators}
            for guideline in objective.guidelines:
                above[guideline.code] = objective
                for service in self.services_of(guideline.code):
                    above[service.code] = objective
                    above |= {i.code: objective for i in service.indicators}
        return above
