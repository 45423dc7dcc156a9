"""Standards: does every service use a quality standard of the policy's closed list, written in one way?"""

from collections import defaultdict
from collections.abc import Iterator

from rumbo.core.language import _
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Evidence, Instance, Severity
from rumbo.core.policy.coherence.wording import folded, stem
from rumbo.core.policy.models import Policy, Service


@rule(
    "ST-09",
    "Value outside its list",
    "Do the standards used belong to the closed list that the policy states?",
    severity=Severity.LOW,
)
def standards(policy: Policy) -> Iterator[Instance]:
    """Compare the standards of the services with the list, both ways, and their spelling among themselves."""
    used: dict[str, list[Service]] = defaultdict(list)
    for service in policy.services:
        if service.standard:
            used[service.standard].append(service)
    if policy.standards:
        yield from _outside_the_list(policy, used)
    for standard, services in used.items():
        yield from _several_forms(standard, services)


def _outside_the_list(policy: Policy, used: dict[str, list[Service]]) -> Iterator[Instance]:
    listed = {folded(each): each for each in policy.standards}
    for standard, services in used.items():
        if folded(standard) not in listed:
            yield Instance(
                title=_("The standard “{standard}” is used and is not in the list of the policy.").format(
                    standard=standard
                ),
                elements=tuple(service.code for service in services),
                values=tuple(Evidence(s.standard_printed or standard, s.source) for s in services),
                resolution=_("Add the standard to the list, or use one of the list."),
            )
    used_names = {folded(each) for each in used}
    for name, standard in listed.items():
        if name not in used_names:
            yield Instance(
                title=_("The standard “{standard}” is listed and no service uses it.").format(standard=standard),
                elements=(policy.code,),
                about=standard,
                values=(Evidence(standard, policy.standards_source or ""),),
                resolution=_("Take the standard off the list, or use it."),
            )


def _several_forms(standard: str, services: list[Service]) -> Iterator[Instance]:
    """The form is the first word that is printed; gender, number, accents and case make no other form."""
    forms: dict[str, list[Service]] = defaultdict(list)
    for service in services:
        first, *_rest = folded(service.standard_printed or standard).split() or [""]
        forms[stem(first)].append(service)
    if len(forms) > 1:
        odd = sorted((s for group in forms.values() for s in group if s.standard_printed), key=lambda s: s.code)
        yield Instance(
            title=_("The standard “{standard}” is written in several forms: {forms}.").format(
                standard=standard, forms=", ".join(dict.fromkeys(s.standard_printed or standard for s in services))
            ),
            elements=tuple(service.code for service in odd),
            about="forms",
            values=tuple(Evidence(s.standard_printed or standard, s.source) for s in odd),
            resolution=_("Write the standard in one way."),
        )
