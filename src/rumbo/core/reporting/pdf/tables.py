"""How does every indicator stand? The full table, by objective, guideline and service, with all that the policy names.

Fields (source: policy, l.3935-3945): code, name, responsible unit, quality standard, unit, direction, baseline,
expected value, obtained value, compliance ratios, light.
"""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.monitoring.notes import note_text
from rumbo.core.reporting.labels import direction_name, kind_name, no_data_told, origin_name, state_name
from rumbo.core.reporting.model import GuidelineSection, IndicatorRow, ObjectiveSection, PartRow, Report, ServiceSection
from rumbo.core.reporting.pdf.outlook_text import outlook_sentence
from rumbo.core.reporting.pdf.signs import Amount, Fact, Mark, PrintedScore, amount, figure, mark, percent, score


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator, ready to print."""

    code: str
    name: str
    responsible: str
    baseline: Amount
    target: Amount
    obtained: Amount
    ratio: str
    type2: str
    mark: Mark
    details: tuple[Fact, ...]
    """What must be known of every line, one after the other."""
    more: tuple[Fact, ...]
    """What only some lines have, each on a line of its own."""


@dataclass(frozen=True, slots=True)
class ServiceBlock:
    """A service (or an objective itself) with its lines."""

    title: str
    about: tuple[Fact, ...]
    score: PrintedScore | None
    lines: tuple[IndicatorLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GuidelineBlock:
    """A guideline with its services; ``note`` says why it has none."""

    title: str
    score: PrintedScore | None
    note: str
    services: tuple[ServiceBlock, ...]
    listed: bool
    """Whether it stands in the table of contents."""


@dataclass(frozen=True, slots=True)
class ObjectiveTable:
    """An objective: its own indicators first, then guideline by guideline."""

    title: str
    responsible: str
    result: PrintedScore
    management: PrintedScore
    groups: tuple[GuidelineBlock, ...]


def tables(report: Report) -> tuple[ObjectiveTable, ...]:
    """The full tables of every objective."""
    return tuple(_objective(o) for o in report.objectives)


def _objective(objective: ObjectiveSection) -> ObjectiveTable:
    return ObjectiveTable(
        title=f"{objective.code}. {objective.name}",
        responsible=objective.responsible,
        result=score(objective.result),
        management=score(objective.management),
        groups=(_own(objective), *(_guideline(g) for g in objective.guidelines)),
    )


def _own(objective: ObjectiveSection) -> GuidelineBlock:
    note = "" if objective.indicators else _("The policy prints no indicator for this objective.")
    lines = tuple(_line(row) for row in objective.indicators)
    block = ServiceBlock(title="", about=(), score=None, lines=lines, note="")
    title = _("Indicators of the objective {code}").format(code=objective.code)
    return GuidelineBlock(title, score(objective.result), note, (block,) if lines else (), listed=False)


def _guideline(guideline: GuidelineSection) -> GuidelineBlock:
    note = ""
    if not guideline.services:
        note = (
            _("It is a normative guideline: it has no services and therefore no indicators.")
            if guideline.normative
            else _("The policy names no service under this guideline.")
        )
    return GuidelineBlock(
        title=f"{guideline.code}. {guideline.name}",
        score=score(guideline.index) if guideline.services else None,
        note=note,
        services=tuple(_service(s) for s in guideline.services),
        listed=True,
    )


def _service(service: ServiceSection) -> ServiceBlock:
    about = [Fact(_("Provider"), service.provider or "—"), Fact(_("Standard"), service.standard or "—")]
    return ServiceBlock(
        title=f"{service.code}. {service.name}",
        about=tuple(about),
        score=score(service.index),
        lines=tuple(_line(row) for row in service.indicators),
        note=service.note or "",
    )


def _line(row: IndicatorRow) -> IndicatorLine:
    return IndicatorLine(
        code=row.code,
        name=row.name,
        responsible=row.responsible or row.responsible_service or "—",
        baseline=amount(row.baseline),
        target=amount(row.target),
        obtained=amount(row.obtained),
        ratio=percent(row.ratio_pct),
        type2=percent(row.type2_pct),
        mark=mark(row.light),
        details=(*_about(row), *_details(row)),
        more=_more(row),
    )


def _about(row: IndicatorRow) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Kind"), kind_name(row.kind)),
        Fact(_("Unit"), row.unit),
        Fact(_("Direction"), direction_name(row.direction)),
    ]
    if row.standard:
        facts.insert(1, Fact(_("Standard"), row.standard))
    return tuple(facts)


def _details(row: IndicatorRow) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if row.state and row.origin:
        how = _("{origin}, {state}, revision {revision}").format(
            origin=origin_name(row.origin), state=state_name(row.state).lower(), revision=row.revision
        )
        facts.append(Fact(_("Value"), how))
    if row.no_data_reason:
        facts.append(Fact(_("Why there is no figure"), no_data_told(row)))
    facts.append(Fact(_("Outlook"), outlook_sentence(row)))
    if row.responsible_service and row.responsible_service != row.responsible:
        facts.append(Fact(_("Responsible for the service or the analysis"), row.responsible_service))
    if row.notes:
        facts.append(Fact(_("Ratio"), " ".join(note_text(note) for note in row.notes)))
    if row.footnotes:
        facts.append(Fact(_("Footnote"), " ".join(row.footnotes)))
    return tuple(facts)


def _more(row: IndicatorRow) -> tuple[Fact, ...]:
    facts = _breakdowns(row.parts)
    if row.comment:
        facts.append(Fact(_("Comment of the reporter"), row.comment))
    if row.evidence:
        facts.append(Fact(_("Evidence"), "; ".join(row.evidence)))
    return tuple(facts)


def _breakdowns(parts: tuple[PartRow, ...]) -> list[Fact]:
    found: dict[str, list[str]] = {}
    for part in parts:
        found.setdefault(part.dimension, []).append(_part(part))
    return [
        Fact(_("By {dimension}").format(dimension=dimension), " · ".join(members))
        for dimension, members in found.items()
    ]


def _part(part: PartRow) -> str:
    if part.numerator is None or part.denominator is None:
        return f"{part.member}: {figure(part.value)}"
    return f"{part.member}: {figure(part.value)} ({figure(part.numerator)} / {figure(part.denominator)})"
