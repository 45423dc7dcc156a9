"""How is the whole job shown? The real report as it stands, a year of simulated values, and the report again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.demonstration.lake import simulate_lake
from rumbo.apps.ledger.demonstration.people import DOMAIN, Guest, invite_guests
from rumbo.apps.ledger.demonstration.year import simulate_year
from rumbo.apps.ledger.models import Office, Revision
from rumbo.apps.ledger.printing import Printing, issue, print_report
from rumbo.apps.ledger.selectors import observations, published_reports
from rumbo.apps.ledger.services import publish
from rumbo.apps.ledger.signing import sign_off
from rumbo.core.customs.lake import Lake
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.template import write_template
from rumbo.core.language import _, language
from rumbo.core.monitoring.method import Method
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.labels import local
from rumbo.core.whole_files import place_whole
from rumbo.core.workspace import workspace


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What there is to see.

    Attributes:
        real: the real report.
        simulated: the simulated one.
        workbook: the workbook in which units report.
        guests: invented people, one a role, who can sign in.
        password: the password that they share.
    """

    real: Printing
    simulated: Printing
    workbook: Path
    guests: tuple[Guest, ...]
    password: str


def demonstrate(
    policy: Policy, year: int, *, method: Method, folder: Path, formats: Sequence[Format] = tuple(Format)
) -> Demonstration:
    """Print the real report of a year, simulate the year unless it was simulated before, and print it again.

    Args:
        policy: the policy.
        year: the year that is told.
        method: the method that judges.
        folder: where the files go.
        formats: in which formats.

    Raises:
        InputError: the ledger holds real values of the policy, which must never be mixed with simulated ones.
    """
    _refuse_real_values(policy)

    def printed(into: str, as_of: datetime | None = None) -> Printing:
        return print_report(
            policy,
            year,
            method=method,
            formats=formats,
            folder=folder / into,
            as_of=as_of,
            language=language(),
        )

    before = _before_simulation(policy)
    real = printed(_("real"), before)
    if before is None:
        simulate_year(policy, year, today=local(datetime.now(UTC)).date(), lake=_lake(policy, year))
    simulated = printed(_("simulated"))
    guests, password = invite_guests(policy)
    _publish(policy, year, method, folder / _("issued"))
    return Demonstration(real, simulated, _workbook(policy, year, folder), guests, password)


def _publish(policy: Policy, year: int, method: Method, folder: Path) -> None:
    """Sign, issue and publish the simulated report, unless that was done before, so that the public pages show it."""
    if published_reports(policy.code, year):
        return
    lead, planning = (Person.objects.get(email=f"{box}@{DOMAIN}") for box in ("seguimiento", "planeamiento"))
    for office, actor in ((Office.LEAD, lead), (Office.PLANNING, planning)):
        sign_off(policy, year, method=method, office=office, actor=actor, language=language())
    issued = issue(
        policy,
        year,
        method=method,
        formats=tuple(Format),
        folder=folder,
        actor=planning,
        language=language(),
        require_sign_offs=True,
    ).issued
    if issued is not None:
        publish(policy, issued.number, actor=planning)


def _lake(policy: Policy, year: int) -> Lake | None:
    """A lake of simulated lines, for a policy with computed indicators; ``None`` for another."""
    if not any(indicator.computed for indicator in policy.indicators):
        return None
    lake = Lake(workspace().lake)
    folder = workspace().home / _("simulated-customs")
    simulate_lake(lake, folder, first=policy.baseline_year + 1, last=year)
    return lake


def _refuse_real_values(policy: Policy) -> None:
    if Revision.objects.filter(policy=policy.code).exclude(origin=Origin.SIMULATED).exists():
        raise InputError(
            Problem(
                _("The ledger of this workspace holds real values of {policy}.").format(policy=policy.code),
                mend=_("Set RUMBO_HOME to another folder for the demonstration."),
            )
        )


def _before_simulation(policy: Policy) -> datetime | None:
    """The last moment at which no simulated value was recorded; ``None`` where there is none yet."""
    first = Revision.objects.filter(policy=policy.code).order_by("sequence").first()
    return first.recorded_at - timedelta(microseconds=1) if first else None


def _workbook(policy: Policy, year: int, folder: Path) -> Path:
    path = folder / _("template-{policy}-{year}.xlsx").format(policy=policy.code, year=year)
    return place_whole(path, write_template(policy, year, observations(policy.code)))
