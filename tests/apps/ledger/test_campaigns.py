"""Reporting campaigns: who must report until when, and what was known of it at a moment."""

from datetime import date

import pytest
from tests.apps.invented import Cast

from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Campaign
from rumbo.apps.ledger.selectors import campaign, due_dates, head, verify
from rumbo.apps.ledger.services import move_due_date, open_campaign
from rumbo.core.errors import InputError
from rumbo.core.policy.models import Policy

OPENS, DUE, LATER = date(2027, 1, 4), date(2027, 3, 31), date(2027, 4, 15)


def test_every_entity_that_reports_has_the_common_date(policy: Policy, people: Cast) -> None:
    opened = open_campaign(policy, 2026, opens=OPENS, due=DUE, actor=people.lead)
    assert opened.due_dates == due_dates("water-2030", 2026) == {"AGUA": DUE, "RIOS": DUE}
    assert (opened.opens, opened.due) == (OPENS, DUE)
    assert due_dates("water-2030", 2027) == {}
    assert campaign("water-2030", 2027) is None


def test_opening_it_twice_writes_nothing(policy: Policy, people: Cast) -> None:
    for _time in range(2):
        open_campaign(policy, 2026, opens=OPENS, due=DUE, actor=people.lead)
    assert Campaign.objects.count() == 1


def test_a_moved_date_counts_for_its_entity_and_from_its_moment(policy: Policy, people: Cast) -> None:
    open_campaign(policy, 2026, opens=OPENS, due=DUE, actor=people.lead)
    before = head().recorded_at
    moved = move_due_date(policy, 2026, "RIOS", LATER, actor=people.planning, reason="floods")
    assert moved.due_dates == {"AGUA": DUE, "RIOS": LATER}
    assert due_dates("water-2030", 2026, as_of=before) == {"AGUA": DUE, "RIOS": DUE}
    open_campaign(policy, 2026, opens=OPENS, due=date(2027, 4, 1), actor=people.lead, comment="a week more")
    assert due_dates("water-2030", 2026) == {"AGUA": date(2027, 4, 1), "RIOS": LATER}
    move_due_date(policy, 2026, "RIOS", None, actor=people.lead, reason="as the others")
    assert due_dates("water-2030", 2026) == {"AGUA": date(2027, 4, 1), "RIOS": date(2027, 4, 1)}
    assert verify().sound


def test_a_due_date_before_the_opening_is_refused(policy: Policy, people: Cast) -> None:
    with pytest.raises(InputError) as refused:
        open_campaign(policy, 2026, opens=DUE, due=OPENS, actor=people.lead)
    assert str(refused.value) == (
        "water-2030 2026: The due date 2027-01-04 lies before the opening 2027-03-31. "
        "Give a due date on or after the opening."
    )


def test_a_date_is_moved_with_a_reason_for_an_entity_that_exists(policy: Policy, people: Cast) -> None:
    with pytest.raises(InputError) as refused:
        move_due_date(policy, 2026, "RIO", LATER, actor=people.lead, reason=" ")
    assert [str(p) for p in refused.value.problems] == [
        "There is no “RIO”. Did you mean RIOS?",
        "RIO: A due date is moved with a reason. Say why.",
    ]
    with pytest.raises(InputError, match=r"water-2030: No campaign of 2026 is open\. Open it first\."):
        move_due_date(policy, 2026, "RIOS", LATER, actor=people.lead, reason="floods")
    assert head().sequence == 0


def test_a_reporter_opens_no_campaign(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError, match="A campaign asks for the role lead directorate or planning office"):
        open_campaign(policy, 2026, opens=OPENS, due=DUE, actor=people.reporter)
    with pytest.raises(LedgerError):
        move_due_date(policy, 2026, "RIOS", LATER, actor=people.auditor, reason="floods")
