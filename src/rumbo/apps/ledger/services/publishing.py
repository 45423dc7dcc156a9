"""How an issued report becomes public: recorded once, and the approved values that it counts are published with it."""

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.chain import Chain, recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import IssuedReport, Publication, Revision, Transition
from rumbo.apps.ledger.reading.reports import published_record
from rumbo.apps.ledger.reading.values import observations
from rumbo.apps.ledger.records import PublishedReportRecord
from rumbo.apps.ledger.workflow import APPROVED, ISSUERS
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy


def publish(policy: Policy, number: str, *, actor: Person) -> PublishedReportRecord:
    """Make an issued report public. Publishing it twice is publishing it once.

    The values of its year that it counts and that are still validated become published; one that was returned since
    stays where it is.

    Args:
        policy: the policy.
        number: number of the issued report, ``2026-01``.
        actor: who publishes it.

    Raises:
        InputError: no such report was issued.
        LedgerError: the actor's roles do not allow it.
    """
    _check_power(actor, policy.code)
    with recording(actor) as chain:
        report = IssuedReport.objects.filter(policy=policy.code, number=number).first()
        if report is None:
            what = _("No report {number} was issued.").format(number=number)
            raise InputError(Problem(what, policy.code, _("List the issued reports.")))
        row = Publication.objects.filter(report=report).first()
        if row is None:
            _publish_values(chain, report)
            row = chain.add(
                Publication(
                    report=report,
                    policy=report.policy,
                    number=report.number,
                    content_sha256=report.content_sha256,
                )
            )
    return published_record(row)


def _publish_values(chain: Chain, report: IssuedReport) -> None:
    told = observations(report.policy, as_of=report.as_of, counted_from=APPROVED)
    numbers = {key: value.revision for key, value in told.items() if value.year == report.year}
    revisions = Revision.objects.filter(policy=report.policy, year=report.year).order_by("sequence")
    steps = Transition.objects.filter(revision__in=revisions).order_by("sequence")
    states: dict[int, str] = dict(steps.values_list("revision_id", "to_state"))
    for revision in revisions:
        counts = numbers.get((revision.indicator, revision.year)) == revision.number
        if counts and states.get(revision.sequence) == State.VALIDATED:
            chain.add(Transition(revision=revision, from_state=State.VALIDATED, to_state=State.PUBLISHED))


def _check_power(actor: Person, policy_code: str) -> None:
    if not powers(actor, policy_code).any_of(ISSUERS, ""):
        raise LedgerError(
            Problem(
                _("Publishing a report asks for the role {roles}.").format(roles=role_names(ISSUERS)),
                policy_code,
                _("Ask someone who holds it."),
            )
        )
