"""How a reporting campaign is opened and its dates are changed: each change a new row, nothing overwritten."""

from datetime import date

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.chain import recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Campaign, CampaignDue
from rumbo.apps.ledger.reading.campaigns import campaign
from rumbo.apps.ledger.records import CampaignRecord
from rumbo.apps.ledger.services.checking import check_days, check_text, entity_problems
from rumbo.apps.ledger.workflow import CAMPAIGNERS
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy


def open_campaign(
    policy: Policy, year: int, *, opens: date, due: date, actor: Person, comment: str = ""
) -> CampaignRecord:
    """Open the reporting campaign of a year, or change the common dates of one already open.

    Every entity that reports an indicator of the policy must report until ``due``; due dates moved for single
    entities (:func:`move_due_date`) stay. Opening it again with the same dates and entities writes nothing.

    Raises:
        InputError: the due date lies before the opening, or a year is out of range.
        LedgerError: the actor's roles do not allow it.
    """
    check_text(comment)
    check_days(opens, due)
    if due < opens:
        raise InputError(
            Problem(
                _("The due date {due} lies before the opening {opens}.").format(due=due, opens=opens),
                f"{policy.code} {year}",
                _("Give a due date on or after the opening."),
            )
        )
    _check_power(actor, policy.code)
    codes = (policy.reporting_entity(indicator.code) for indicator in policy.indicators)
    entities = sorted({code for code in codes if code})
    with recording(actor) as chain:
        latest: Campaign | None = Campaign.objects.filter(policy=policy.code, year=year).order_by("sequence").last()
        if latest is None or (latest.opens, latest.due, latest.entities) != (opens, due, entities):
            row = Campaign(policy=policy.code, year=year, opens=opens, due=due, entities=entities, comment=comment)
            chain.add(row)
    return _as_it_stands(policy.code, year)


def move_due_date(
    policy: Policy, year: int, entity: str, due: date | None, *, actor: Person, reason: str
) -> CampaignRecord:
    """Give one entity another due date, or the common one again with ``None``.

    Raises:
        InputError: an unknown entity, no reason, a year out of range, or no campaign of that year.
        LedgerError: the actor's roles do not allow it.
    """
    check_text(reason)
    check_days(due)
    problems = list(entity_problems(policy, entity))
    if not reason.strip():
        problems.append(Problem(_("A due date is moved with a reason."), entity, _("Say why.")))
    if problems:
        raise InputError(*problems)
    _check_power(actor, policy.code)
    with recording(actor) as chain:
        if not Campaign.objects.filter(policy=policy.code, year=year).exists():
            raise InputError(
                Problem(_("No campaign of {year} is open.").format(year=year), policy.code, _("Open it first."))
            )
        chain.add(CampaignDue(policy=policy.code, year=year, entity=entity, due=due, reason=reason.strip()))
    return _as_it_stands(policy.code, year)


def _as_it_stands(policy_code: str, year: int) -> CampaignRecord:
    found = campaign(policy_code, year)
    assert found is not None  # noqa: S101 - recorded a moment ago, and nothing is ever deleted
    return found


def _check_power(actor: Person, policy_code: str) -> None:
    if not powers(actor, policy_code).any_of(CAMPAIGNERS, ""):
        raise LedgerError(
            Problem(
                _("A campaign asks for the role {roles}.").format(roles=role_names(CAMPAIGNERS)),
                policy_code,
                _("Ask someone who holds it."),
            )
        )
