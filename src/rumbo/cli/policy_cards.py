"""How an element of a policy looks on a terminal: a card with what the source prints, and the lines where it does."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rumbo.cli.policy_words import cause_name, element_name
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy.lookup import Named
from rumbo.core.policy.models import (
    Activity,
    Cause,
    Entity,
    Figure,
    Guideline,
    Indicator,
    Objective,
    Policy,
    Responsible,
    Service,
)
from rumbo.core.reporting.labels import direction_name, kind_name

#: What a card holds: lines of label and text (those without text are left out), and tables below them.
Line = tuple[str, str | None]
Part = Line | RenderableType


def document(policy: Policy, found: Sequence[Named]) -> dict[str, object]:
    """What a code names, as one JSON document; activities, whose codes repeat, are a list in it."""
    first = found[0]
    if first.kind == "activity":
        return {
            "policy": policy.code,
            "element": first.kind,
            "code": first.code,
            "activities": [_plain(each) for each in found],
        }
    return {"policy": policy.code, "element": first.kind, **_plain(first)}


def _plain(named: Named) -> dict[str, object]:
    """The element's own fields, and the codes of what stands above it."""
    above = {kind: getattr(named, kind) or None for kind in ("objective", "guideline", "service")}
    return {**above, **named.record.model_dump(mode="json")}


def card(policy: Policy, named: Named) -> Panel:
    """The card of one element."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    below: list[RenderableType] = []
    source = getattr(named.record, "source", None)
    for part in (*_face(named.record, policy), *_above(policy, named), (_("Source"), source)):
        if not isinstance(part, tuple):
            below += ["", part]
        elif part[1]:
            grid.add_row(part[0], Text(part[1]))
    name = str(getattr(named.record, "name", None) or getattr(named.record, "text", ""))
    title = f"[bold]{escape(named.code)}[/bold] · {element_name(named.kind)}"
    return Panel(Group(Text(name, style="bold"), "", grid, *below), title=title, title_align="left", padding=(1, 2))


def _above(policy: Policy, named: Named) -> Iterator[Line]:
    if named.service:
        yield _("Service"), f"{named.service}  {policy.service(named.service).name}"
    if named.guideline:
        name = next(g.name for g in policy.guidelines if g.code == named.guideline)
        yield _("Guideline"), f"{named.guideline}  {name}"
    if named.objective:
        name = next(o.name for o in policy.objectives if o.code == named.objective)
        yield _("Objective"), f"{named.objective}  {name}"


@singledispatch
def _face(record: object, policy: Policy) -> Iterator[Part]:
    """The lines and tables of a card, by the kind of element."""
    raise TypeError(f"{type(record).__name__} of {policy.code} has no card")


@_face.register
def _objective(record: Objective, policy: Policy) -> Iterator[Part]:
    yield _("Responsible"), _who(record.responsible)
    yield _("Direct cause"), record.direct_cause
    yield _indicators(record.indicators)
    rows = ((g.code, g.name, str(len(policy.services_of(g.code)))) for g in record.guidelines)
    yield _table((_("Guideline"), _("Name"), _("Services")), rows)


@_face.register
def _guideline(record: Guideline, policy: Policy) -> Iterator[Part]:
    if record.normative:
        yield _("Kind"), _("Normative: it has no services")
    yield _("Causes"), ", ".join(record.causes)
    services = policy.services_of(record.code)
    if services:
        yield _table((_("Service"), _("Name")), ((s.code, s.name) for s in services))
    if record.activities:
        yield _activities(record.activities)


@_face.register
def _service(record: Service, _policy: Policy) -> Iterator[Part]:
    yield _("Type"), record.type
    yield _("Nature"), record.nature
    yield _("Delivery"), record.delivery
    yield _("Provider"), _who(record.provider)
    yield _("Participants"), ", ".join(record.participants)
    yield _("Level of government"), ", ".join(record.levels)
    yield _("Receptor"), record.receptor
    yield _("Scope"), record.scope
    yield _("Standard"), ": ".join(part for part in (record.standard, record.standard_summary) if part)
    yield _("No coverage indicator"), record.no_coverage_reason
    yield from _remarks(record.remarks)
    if record.indicators:
        yield _indicators(record.indicators)
    if record.activities:
        yield _activities(record.activities)


@_face.register
def _indicator(record: Indicator, policy: Policy) -> Iterator[Part]:
    yield _("Kind"), kind_name(record.kind)
    yield _("Unit"), " · ".join(part for part in (record.unit, record.unit_detail) if part)
    yield _("Direction"), direction_name(record.direction)
    yield _("Formula"), record.formula.expression or record.formula.logic
    yield _("Numerator"), record.formula.numerator
    yield _("Denominator"), record.formula.denominator
    yield _("Responsible for the data"), _who(record.responsible_data)
    yield _("Responsible for the service"), _who(record.responsible_service)
    yield _("Reporting entity"), policy.reporting_entity(record.code)
    yield _("Data sources"), record.data_sources
    yield _("Limitations"), record.limitations
    yield _("Frequency"), record.frequency
    names = {dimension.code: dimension.name for dimension in policy.dimensions}
    yield _("Breakdowns"), ", ".join(names[breakdown.dimension] for breakdown in record.breakdowns)
    yield from _remarks((*record.footnotes, *record.remarks))
    yield _("Source of the figures"), record.baseline_source
    if record.baseline or record.targets:
        yield _path(record)


@_face.register
def _activity(record: Activity, _policy: Policy) -> Iterator[Part]:
    yield _("Unit of measure"), record.unit_of_measure
    yield from _remarks(record.remarks)
    rows = ((who.source, who.unit, who.executing_unit, who.entity or who.entity_printed) for who in record.responsibles)
    yield _table((_("Source"), _("Responsible unit"), _("Executing unit"), _("Entity")), rows)


@_face.register
def _cause(record: Cause, policy: Policy) -> Iterator[Part]:
    yield _("Kind"), cause_name(record.type)
    yield _("Under"), record.parent
    nodes = policy.problem.nodes if policy.problem else ()
    yield _("Its causes"), ", ".join(node.code for node in nodes if node.parent == record.code)
    yield _("Attended by"), ", ".join(_attending(policy, record.code))


def _attending(policy: Policy, cause: str) -> Iterator[str]:
    yield from (o.code for o in policy.objectives if o.direct_cause == cause)
    yield from (g.code for g in policy.guidelines if cause in g.causes)


@_face.register
def _entity(record: Entity, policy: Policy) -> Iterator[Part]:
    yield _("Budget code"), record.budget_code
    yield _("Sector"), record.sector
    yield _("Level of government"), record.level
    yield _("Printed as"), "; ".join(record.printed_names)
    provided = ((s.code, s.name) for s in policy.services if s.provider and s.provider.entity == record.code)
    yield _table((_("Service it provides"), _("Name")), provided)
    reported = (i for i in policy.indicators if policy.reporting_entity(i.code) == record.code)
    yield _table((_("Indicator it reports"), _("Name")), ((i.code, i.name) for i in reported))


def _indicators(indicators: Sequence[Indicator]) -> Table:
    return _table((_("Indicator"), _("Name"), _("Unit")), ((i.code, i.name, i.unit) for i in indicators))


def _activities(activities: Sequence[Activity]) -> Table:
    columns = (_("Operational activity"), _("Name"), _("Unit of measure"))
    return _table(columns, ((a.code, a.name, a.unit_of_measure) for a in activities))


def _path(indicator: Indicator) -> Table:
    """Baseline and targets, one line a year."""
    table = Table(header_style="bold", box=None, padding=(0, 2))
    table.add_column(_("Year"))
    for name in (_("Value"), _("Numerator"), _("Denominator")):
        table.add_column(name, justify="right")
    table.add_column("")
    if indicator.baseline:
        table.add_row(*_figure(indicator.baseline.year, indicator.baseline, _("baseline")), style="dim")
    for year, figure in indicator.targets.items():
        table.add_row(*_figure(year, figure, ""))
    return table


def _figure(year: int, figure: Figure, remark: str) -> tuple[str, ...]:
    """A row of the path; a value that is not there shows what the source prints in its place."""
    value = written(figure.value, missing=figure.printed or "—")
    said = "; ".join(part for part in (remark, figure.note) if part)
    return (
        str(year),
        value,
        written(figure.numerator, missing=""),
        written(figure.denominator, missing=""),
        escape(said),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Table:
    table = Table(header_style="bold", box=None, padding=(0, 2))
    for position, column in enumerate(columns):
        table.add_column(column, no_wrap=position == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell or "—") for cell in row))
    return table


def _remarks(remarks: Sequence[str]) -> Iterator[Line]:
    for remark in remarks:
        yield _("Remark"), remark


def _who(responsible: Responsible | None) -> str | None:
    if responsible is None:
        return None
    return f"{responsible.unit} ({responsible.entity})" if responsible.entity else responsible.unit
