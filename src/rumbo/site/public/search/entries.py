"""What can be found: every element of the policy, the entities, the terms, the method and the statistics."""

from collections.abc import Iterator
from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.policy.models import Activity, Entity, Guideline, Indicator, Objective, Policy, Service
from rumbo.core.reporting.labels import kind_name
from rumbo.core.statistics.registry import statistics
from rumbo.site.public.anchors import activity_anchor, cause_anchor
from rumbo.site.public.glossary import glossary
from rumbo.site.public.method_told import sections


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Attributes:
        kind: what it is: a key of :func:`kind_names`.
        code: its code, as the policy writes it; empty where it has none.
        title: its name.
        told: a sentence about it; empty where there is none.
        more: further words by which it may be looked for.
        place: where it stands, in a few words.
        route: the route of the page that shows it.
        holes: what fills the holes of the route's address.
        anchor: the place within that page.
    """

    kind: str
    code: str
    title: str
    route: str
    holes: tuple[tuple[str, str], ...] = ()
    told: str = ""
    more: str = ""
    place: str = ""
    anchor: str = ""


def kind_names() -> dict[str, str]:
    """What each kind of entry is called, in the order in which kinds are listed."""
    return {
        "objective": _("Priority objective"),
        "guideline": _("Guideline"),
        "service": _("Service"),
        "indicator": _("Indicator"),
        "activity": _("Operational activity"),
        "entity": _("Public entity"),
        "cause": _("Problem tree"),
        "term": _("Term"),
        "method": _("Methodology"),
        "statistic": _("Statistic"),
    }


def entries(policy: Policy) -> tuple[Entry, ...]:
    """Everything that can be found, in the order of the policy, in the language in force."""
    return (*_tree(policy), *_causes(policy), *map(_entity, policy.entities), *_terms(), *_method(), *_statistics())


def _tree(policy: Policy) -> Iterator[Entry]:
    for objective in policy.objectives:
        yield _objective(objective)
        yield from (_indicator(policy, i, objective.code) for i in objective.indicators)
        for guideline in objective.guidelines:
            above = f"{objective.code} › {guideline.code}"
            yield _guideline(guideline, objective)
            yield from (_activity(a, above, "guideline", guideline.code) for a in guideline.activities)
            for service in policy.services_of(guideline.code):
                within = f"{above} › {service.code}"
                yield _service(service, above)
                yield from (_indicator(policy, i, within) for i in service.indicators)
                yield from (_activity(a, within, "service", service.code) for a in service.activities)


def _objective(record: Objective) -> Entry:
    names = " ".join(other.text for other in record.other_names)
    return Entry(
        "objective",
        record.code,
        record.name,
        "public:objective",
        (("code", record.code),),
        more=f"{names} {record.responsible.unit}",
        place=record.responsible.unit,
    )


def _guideline(record: Guideline, objective: Objective) -> Entry:
    names = " ".join(other.text for other in record.other_names)
    where = f"{objective.code} {objective.name}"
    return Entry(
        "guideline", record.code, record.name, "public:guideline", (("code", record.code),), more=names, place=where
    )


def _service(record: Service, above: str) -> Entry:
    provider = record.provider.unit if record.provider else ""
    names = " ".join(other.text for other in record.other_names)
    parts = (names, provider, record.provider_printed or "", record.receptor or "", record.standard or "", record.type)
    return Entry(
        "service",
        record.code,
        record.name,
        "public:service",
        (("code", record.code),),
        told=record.standard_summary or "",
        more=" ".join((*parts, *record.participants)),
        place=f"{above} · {provider}" if provider else above,
    )


def _indicator(policy: Policy, record: Indicator, above: str) -> Entry:
    entity = policy.reporting_entity(record.code) or ""
    unit = record.responsible_data.unit if record.responsible_data else ""
    formula = (record.formula.numerator, record.formula.denominator, record.formula.operand, record.formula.logic)
    names = (other.text for other in record.other_names)
    parts = (*names, unit, entity, record.unit, record.unit_detail, record.data_sources, *formula)
    return Entry(
        "indicator",
        record.code,
        record.name,
        "public:indicator",
        (("code", record.code),),
        told=record.formula.logic or "",
        more=" ".join(part for part in (*parts, kind_name(record.kind)) if part),
        place=f"{above} · {kind_name(record.kind)}{f' · {entity}' if entity else ''}",
    )


def _activity(record: Activity, above: str, route: str, code: str) -> Entry:
    units = " ".join(f"{who.unit or ''} {who.entity or who.entity_printed or ''}" for who in record.responsibles)
    return Entry(
        "activity",
        record.code,
        record.name,
        f"public:{route}",
        (("code", code),),
        more=f"{record.unit_of_measure or ''} {units}",
        place=above,
        anchor=activity_anchor(record.code),
    )


def _causes(policy: Policy) -> Iterator[Entry]:
    for node in policy.problem.nodes if policy.problem else ():
        names = " ".join(other.text for other in node.other_texts)
        anchor = cause_anchor(node.code)
        yield Entry("cause", node.code, node.text, "public:objectives", more=names, anchor=anchor)


def _entity(record: Entity) -> Entry:
    return Entry(
        "entity",
        record.code,
        record.name,
        "public:entity",
        (("code", record.code),),
        more=" ".join(record.printed_names),
        place=" · ".join(part for part in (record.sector, record.level) if part),
    )


def _terms() -> Iterator[Entry]:
    for term in glossary():
        yield Entry("term", "", term.name, "public:methodology", told=term.told, anchor=term.anchor)


def _method() -> Iterator[Entry]:
    for section in sections():
        told = " ".join(section.told)
        yield Entry("method", "", section.title, "public:methodology", more=told, anchor=section.anchor)


def _statistics() -> Iterator[Entry]:
    for found in statistics():
        header = found.header
        open_to_all = header.publication != "internal"
        more = f"{header.code} {header.name} {header.title.es} {header.title.en}"
        yield Entry(
            "statistic",
            "",
            str(header.title),
            "trade:statistic" if open_to_all else "public:methodology",
            holes=(("name", header.name),) if open_to_all else (),
            told=str(header.meaning),
            more=more,
            anchor="" if open_to_all else f"statistic-{header.name}",
        )
