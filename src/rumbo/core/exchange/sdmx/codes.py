"""Which codes may stand in the observations? Code lists with the names of the policy, in the language in force."""

from collections.abc import Iterable

from pysdmx.model import Annotation, Code, Codelist

from rumbo.core.exchange.sdmx.identity import TOTAL, Identity, dimension_id, indicator_id, member_id
from rumbo.core.exchange.sdmx.observations import Kind, Status
from rumbo.core.language import _
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import origin_name, state_name
from rumbo.core.reporting.model import Report


def code_lists(policy: Policy, report: Report, identity: Identity) -> dict[str, Codelist]:
    """Every code list by the component that takes its codes from it."""
    made = {
        "POLICY": (_("Policies"), [Code(id=report.policy_code, name=report.title)]),
        "INDICATOR": (_("Indicators of the policy"), _indicators(report)),
        "FIGURE": (_("Kinds of figure"), _figures()),
        "BREAKDOWN": (_("Dimensions of the breakdowns"), _dimensions(policy, report)),
        "MEMBER": (_("Parts of the breakdowns"), _members(policy, report)),
        "OBS_STATUS": (_("Statuses of an observation"), _statuses()),
        "ORIGIN": (_("Origins of a value"), [Code(id=o.upper(), name=origin_name(o)) for o in Origin]),
        "STATE": (_("States of a value"), [Code(id=s.upper(), name=state_name(s)) for s in State]),
    }
    return {
        component: Codelist(
            id=f"CL_{component}", name=name, agency=identity.agency, version=identity.version, items=list(codes)
        )
        for component, (name, codes) in made.items()
    }


def _indicators(report: Report) -> list[Code]:
    """Each carries its code as the policy prints it, which SDMX does not allow as an identifier."""
    return [
        Code(
            id=indicator_id(row.code),
            name=row.name,
            annotations=(Annotation(id="CODE", title=row.code, type="PRINTED_CODE"),),
        )
        for row in report.indicators
    ]


def _figures() -> list[Code]:
    names = {
        Kind.BASELINE: _("Baseline"),
        Kind.TARGET: _("Expected value"),
        Kind.OBTAINED: _("Obtained value"),
        Kind.RATIO: _("Compliance ratio (%)"),
    }
    return [Code(id=kind.value, name=names[kind]) for kind in Kind]


def _statuses() -> list[Code]:
    names = {
        Status.NORMAL: _("Normal value"),
        Status.MISSING: _("Missing value: it was due and there is none; it is not a zero"),
        Status.PROVISIONAL: _("Provisional value: reported and not yet validated"),
        Status.SIMULATED: _("Simulated value: invented for a demonstration"),
    }
    return [Code(id=status.value, name=names[status]) for status in Status]


def _dimensions(policy: Policy, report: Report) -> list[Code]:
    names = {d.code: d.name for d in policy.dimensions}
    found = {part.dimension: part.dimension for row in report.indicators for part in row.parts}
    return _coded([(TOTAL, _("Without breakdown")), *((dimension_id(c), n) for c, n in (found | names).items())])


def _members(policy: Policy, report: Report) -> list[Code]:
    """The members that the policy declares, and those that were reported where any member is accepted."""
    names = {(d.code, code): name for d in policy.dimensions for code, name in d.members.items()}
    found = {(p.dimension, p.member): p.member for row in report.indicators for p in row.parts}
    every = found | names
    return _coded([(TOTAL, _("Total")), *((member_id(*key), every[key]) for key in sorted(every))])


def _coded(named: Iterable[tuple[str, str]]) -> list[Code]:
    return [Code(id=code, name=name) for code, name in named]
