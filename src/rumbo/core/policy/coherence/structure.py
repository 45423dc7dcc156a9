"""Structure: is the tree of the policy whole? Counts, causes, guidelines, services, and who has what.

ST-01 to ST-05 are the rules of the design evaluation. ST-11 is added here: who answers must be named.
"""

from collections.abc import Iterator

from rumbo.core.language import _
from rumbo.core.policy.coherence.counting import counted_elements
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Certainty, Evidence, Group, Instance, Severity
from rumbo.core.policy.models import Indicator, Kind, Policy, Service


@rule(
    "ST-01", "Declared counts", "Do the counts stated in the text equal the elements counted?", severity=Severity.HIGH
)
def declared_counts(policy: Policy) -> Iterator[Instance]:
    """Compare every count that the text states with the elements of the data."""
    for statement in policy.count_statements:
        counted = counted_elements(policy, statement.subject)
        if counted is None:
            yield Instance(
                title=_(
                    "The text states {value} “{subject}”, and the data hold nothing to count under that name."
                ).format(value=statement.value, subject=statement.subject),
                elements=(policy.code,),
                about=statement.subject,
                values=(Evidence(str(statement.value), statement.source),),
                severity=Severity.LOW,
            )
        elif counted != statement.value:
            yield Instance(
                title=_("The text states {value} “{subject}”; there are {counted}.").format(
                    value=statement.value, subject=statement.subject, counted=counted
                ),
                elements=(policy.code,),
                about=statement.subject,
                values=(Evidence(str(statement.value), statement.source),),
                resolution=_("Correct the count in the text or complete the elements."),
            )


@rule(
    "ST-02",
    "Causes attended",
    "Does every indirect cause reach at least one guideline, and every direct cause an objective?",
    group=Group.PERTINENCE,
    severity=Severity.HIGH,
)
def causes_attended(policy: Policy) -> Iterator[Instance]:
    """Follow the causes of the problem tree to the guidelines and objectives that attend them.

    A policy none of whose guidelines (or objectives) records a cause has not linked them yet: nothing is said then,
    because no data is not a negative answer.
    """
    if policy.problem is None:
        return
    attended = {
        "indirect_cause": {cause for guideline in policy.guidelines for cause in guideline.causes},
        "direct_cause": {o.direct_cause for o in policy.objectives if o.direct_cause},
    }
    sentences = {
        "indirect_cause": _("No guideline attends the indirect cause {code} “{text}”."),
        "direct_cause": _("No objective attends the direct cause {code} “{text}”."),
    }
    for node in policy.problem.nodes:
        reached = attended.get(node.type)
        if reached and node.code not in reached:
            yield Instance(
                title=sentences[node.type].format(code=node.code, text=node.text),
                elements=(node.code,),
                sources=(node.source,),
                resolution=_("Link the cause to what attends it, or say why it is left out."),
            )


@rule(
    "ST-03",
    "Guideline without service",
    "Is every guideline without services declared normative?",
    group=Group.PERTINENCE,
)
def guideline_without_service(policy: Policy) -> Iterator[Instance]:
    """A normative guideline has no services by its nature; any other needs at least one."""
    for guideline in policy.guidelines:
        if not guideline.normative and not policy.services_of(guideline.code):
            yield Instance(
                title=_("Guideline {code} has no service and is not declared normative.").format(code=guideline.code),
                elements=(guideline.code,),
                sources=(guideline.source,),
                resolution=_("Add a service or declare the guideline normative."),
            )


@rule(
    "ST-04",
    "Service without indicator",
    "Has every service at least one quality and one coverage indicator with a complete sheet?",
    group=Group.PERTINENCE,
    severity=Severity.HIGH,
)
def service_without_indicator(policy: Policy) -> Iterator[Instance]:
    """Count the indicators of each service by kind, and look for the parts of each sheet."""
    for service in policy.services:
        yield from _missing_kinds(service)
    for indicator in policy.indicators:
        yield from _incomplete_sheet(indicator)


def _missing_kinds(service: Service) -> Iterator[Instance]:
    kinds = {indicator.kind for indicator in service.indicators}
    if not kinds:
        yield Instance(
            title=_("Service {code} has no indicator, neither of quality nor of coverage.").format(code=service.code),
            elements=(service.code,),
            sources=(service.source,),
            resolution=_("Add an indicator of quality and one of coverage, with their sheets."),
        )
    elif Kind.QUALITY not in kinds:
        yield Instance(
            title=_("Service {code} has no quality indicator.").format(code=service.code),
            elements=(service.code,),
            sources=(service.source,),
            resolution=_("Add a quality indicator with its sheet."),
        )
    elif Kind.COVERAGE not in kinds:
        yield _no_coverage(service)


def _no_coverage(service: Service) -> Instance:
    declared = service.no_coverage_reason
    return Instance(
        title=_("Service {code} has no coverage indicator.").format(code=service.code),
        elements=(service.code,),
        values=(Evidence(declared, service.source),) if declared else (),
        severity=Severity.MEDIUM if declared else None,
        remark=_("The source declares it an exception.") if declared else "",
        resolution=_("Add a coverage indicator with its sheet."),
        sources=(service.source,),
    )


def _incomplete_sheet(indicator: Indicator) -> Iterator[Instance]:
    """Without direction, baseline or targets there is nothing to judge; without formula or sources, no way to check."""
    decisive = {
        _("direction"): indicator.direction,
        _("baseline"): indicator.baseline,
        _("targets"): indicator.targets,
    }
    supporting = {
        _("formula"): indicator.formula.expression or indicator.formula.numerator,
        _("data sources"): indicator.data_sources,
    }
    missing = [name for name, part in (decisive | supporting).items() if not part]
    if missing:
        cut = indicator.sheet != "complete"
        yield Instance(
            title=_("The sheet of {code} lacks: {parts}.").format(code=indicator.code, parts=", ".join(missing)),
            elements=(indicator.code,),
            severity=None if not all(decisive.values()) else Severity.MEDIUM,
            certainty=Certainty.CHECK_ORIGINAL if cut else None,
            remark=_("The sheet breaks off in the source text; a page may have been lost.") if cut else "",
            resolution=_("Complete the sheet."),
            sources=(indicator.source,),
        )


@rule(
    "ST-05",
    "Service without activity",
    "Has every service at least one operational activity?",
    group=Group.PERTINENCE,
    severity=Severity.HIGH,
)
def service_without_activity(policy: Policy) -> Iterator[Instance]:
    """A service that nobody carries out; activities printed under its code may belong to another service."""
    for service in policy.services:
        if service.activities:
            continue
        strays = [
            (other.code, activity)
            for other in policy.services
            for activity in other.activities
            if activity.service_printed == service.code
        ]
        owners = ", ".join(sorted({code for code, _activity in strays}))
        yield Instance(
            title=_("Service {code} has no operational activity.").format(code=service.code),
            elements=(service.code,),
            values=tuple(Evidence(activity.name, activity.source) for _code, activity in strays),
            remark=_("What is printed under its code belongs to {owners}.").format(owners=owners) if strays else "",
            resolution=_("Add the activities that deliver the service."),
            sources=(service.source,),
        )


@rule("ST-11", "Responsible missing", "Does every service, activity and complete sheet name who answers for it?")
def responsible_missing(policy: Policy) -> Iterator[Instance]:
    """Added to the rules of the design evaluation: what has no responsible unit is reported by nobody."""
    for service in policy.services:
        if service.provider is None:
            yield _nobody(
                _("No provider is named for service {code}.").format(code=service.code), service.code, service.source
            )
    for indicator in policy.indicators:
        if indicator.sheet == "complete" and indicator.responsible_data is None:
            title = _("Nobody is named to integrate the data of {code}.").format(code=indicator.code)
            yield _nobody(title, indicator.code, indicator.source)
    for activity in policy.activities:
        unnamed = [row.source for row in activity.responsibles if not row.unit]
        if unnamed or not activity.responsibles:
            title = _("Activity {code} “{name}” names no responsible unit.").format(
                code=activity.code, name=activity.name
            )
            yield _nobody(title, activity.code, *(unnamed or (activity.source,)))


def _nobody(title: str, code: str, *sources: str) -> Instance:
    return Instance(title=title, elements=(code,), sources=sources, resolution=_("Name the responsible unit."))
