"""Activities: is every operational activity coded once, under its own service, and carried out by who takes part?

ST-06 and ST-08 are rules of the design evaluation, here for activities and sheets. ST-10 is added: an entity that
answers for something of a service should be among the service's provider and participants.
"""

from collections import defaultdict
from collections.abc import Iterator

from rumbo.core.language import _
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.numbering import activities_out_of_pattern
from rumbo.core.policy.coherence.records import Certainty, Evidence, Instance, Severity
from rumbo.core.policy.models import Activity, Policy, Service


@rule("ST-06", "Unresolved or repeated code", "Does every code exist once and follow the numbering of its parent?")
def activity_codes(policy: Policy) -> Iterator[Instance]:
    """Look for codes of activities that repeat inside one objective or do not follow their service or guideline.

    The tables of activities start again at every objective, so a code may be repeated from objective to objective.
    """
    yield from _repeated(policy)
    strays: dict[str, list[Activity]] = defaultdict(list)
    for each in activities_out_of_pattern(policy):
        strays[each.owner].append(each.activity)
    for owner, found in strays.items():
        yield Instance(
            title=_("The codes of these activities do not follow {owner}: {codes}.").format(
                owner=owner, codes=", ".join(dict.fromkeys(a.code for a in found))
            ),
            elements=(owner,),
            about="pattern",
            values=tuple(Evidence(f"{a.code_printed} {a.name}", a.source) for a in found),
            severity=Severity.LOW,
            remark=_("Most activities of the policy are numbered in another way."),
            resolution=_("Number the activities by their own service."),
        )


def _repeated(policy: Policy) -> Iterator[Instance]:
    for objective in policy.objectives:
        printed: dict[str, list[tuple[str, Activity]]] = defaultdict(list)
        for guideline in objective.guidelines:
            for activity in guideline.activities:
                printed[activity.code].append((guideline.code, activity))
            for service in policy.services_of(guideline.code):
                for activity in service.activities:
                    printed[activity.code].append((service.code, activity))
        for code, found in printed.items():
            if len(found) > 1:
                yield Instance(
                    title=_("Activity code {code} stands for {count} activities of {objective}.").format(
                        code=code, count=len(found), objective=objective.code
                    ),
                    elements=tuple(dict.fromkeys(owner for owner, _activity in found)),
                    about=code,
                    values=tuple(Evidence(f"{a.code_printed} {a.name}", a.source) for _owner, a in found),
                    severity=Severity.LOW,
                    resolution=_("Give each activity its own code."),
                )


@rule("ST-08", "Wrong parent", "Is each element printed under its own parent?")
def wrong_parent(policy: Policy) -> Iterator[Instance]:
    """Compare the parents that tables and sheets print with the true ones."""
    for service in policy.services:
        yield from _printed_elsewhere(service.guideline, service, service.activities)
    for indicator in policy.indicators:
        printed_parents = {"objective": indicator.objective_printed, "guideline": indicator.guideline_printed}
        for about, printed in printed_parents.items():
            if printed is not None:
                yield Instance(
                    title=_("The sheet of {code} prints another parent: “{text}”.").format(
                        code=indicator.code, text=printed.text
                    ),
                    elements=(indicator.code,),
                    about=about,
                    values=(Evidence(printed.text, printed.source),),
                    severity=Severity.LOW,
                    resolution=_("Print the objective and the guideline of the service."),
                )


def _printed_elsewhere(guideline: str, service: Service, activities: tuple[Activity, ...]) -> Iterator[Instance]:
    printed: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.guideline_printed not in {None, guideline}:
            printed[str(activity.guideline_printed)].append(activity)
        if activity.service_printed not in {None, service.code}:
            printed[str(activity.service_printed)].append(activity)
    for parent, found in printed.items():
        yield Instance(
            title=_("Activities of {service} ({guideline}) are printed under {parent}: {codes}.").format(
                service=service.code, guideline=guideline, parent=parent, codes=", ".join(a.code for a in found)
            ),
            elements=(service.code, parent),
            values=tuple(Evidence(f"{a.code_printed} {a.name}", a.source) for a in found),
            resolution=_("Print the activities under their own service and guideline."),
        )


@rule(
    "ST-10",
    "Responsible outside the service",
    "Is every entity that answers for something of a service among its provider and participants?",
)
def responsible_outside(policy: Policy) -> Iterator[Instance]:
    """Added to the rules of the design evaluation: compare entities, not their wording.

    The source is read as open where it lists participants that are no single entity (“regulators in general”): what is
    found there is ``probable``.
    """
    for service in policy.services:
        if service.provider is None or service.provider.entity is None:
            continue
        named = {service.provider.entity, *service.participant_entities}
        outside: dict[str, list[Evidence]] = defaultdict(list)
        for entity, evidence in _answering(service):
            if entity not in named:
                outside[entity].append(evidence)
        is_open = len(service.participants) > len(service.participant_entities)
        for entity, found in outside.items():
            yield Instance(
                title=_(
                    "{entity} answers for something of {service} and is neither its provider nor a participant."
                ).format(entity=entity, service=service.code),
                elements=(service.code, entity),
                values=tuple(found),
                certainty=Certainty.PROBABLE if is_open else None,
                remark=_("The service names: {entities}.").format(entities=", ".join(sorted(named))),
                resolution=_("Add the entity to the participants of the service, or correct who answers."),
                sources=(service.source,),
            )


def _answering(service: Service) -> Iterator[tuple[str, Evidence]]:
    for activity in service.activities:
        for row in activity.responsibles:
            if row.entity:
                yield (
                    row.entity,
                    Evidence(f"{activity.code} {row.unit or row.entity_printed or row.entity}", row.source),
                )
    for indicator in service.indicators:
        for who in (indicator.responsible_data, indicator.responsible_service):
            if who and who.entity:
                yield who.entity, Evidence(f"{indicator.code} {who.unit}", indicator.source)
