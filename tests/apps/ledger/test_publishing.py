"""An issued report is made public once, by the planning office, and its approved values are published with it."""

import pytest
from tests.apps.invented import Cast, invented_policy, value
from tests.apps.ledger.issued import issue
from tests.apps.ledger.tampering import tampered

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Publication
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, log, observations, published_reports, verify
from rumbo.apps.ledger.services import advance_all, publish, record_values, return_value
from rumbo.core.errors import InputError
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy.models import Policy


def approve(policy: Policy, people: Cast, *values: NewValue, year: int = 2026) -> None:
    record_values(policy, values, origin=Origin.REPORTED, actor=people.lead)
    advance_all(policy.code, year, State.CONSOLIDATED, people.lead)
    advance_all(policy.code, year, State.VALIDATED, people.planning)


def states(policy: Policy) -> dict[tuple[str, int], State]:
    return {key: seen.state for key, seen in observations(policy.code).items()}


def test_a_report_is_made_public_once_with_its_values(policy: Policy, people: Cast) -> None:
    approve(policy, people, value(1), value(2))
    approve(policy, people, value(1, "5", year=2025), year=2025)
    issued = issue(policy, people.planning)
    record_values(policy, [value(3)], origin=Origin.REPORTED, actor=people.reporter)
    public = publish(policy, "2026-01", actor=people.planning)
    assert (public.report, public.published_by, public.sequence) == (issued, "Olga", head().sequence)
    assert states(policy) == {
        ("OP1-I1", 2025): State.VALIDATED,
        ("OP1-I1", 2026): State.PUBLISHED,
        ("OP1-I2", 2026): State.PUBLISHED,
        ("OP1-I3", 2026): State.SUBMITTED,
    }
    end = head()
    assert publish(policy, "2026-01", actor=people.planning) == public
    assert head() == end
    assert verify().sound
    assert (log(1)[0].what, log(1)[0].subject) == ("Report made public", "water-2030 2026-01")


def test_what_the_report_did_not_count_is_not_published(policy: Policy, people: Cast) -> None:
    """A value returned since stays returned; where a correction came since, the revision that was told is published."""
    approve(policy, people, value(1, "1"), value(3, "3"))
    issue(policy, people.planning)
    return_value(ObservationKey("water-2030", "OP1-I3", 2026), actor=people.planning, reason="wrong")
    approve(policy, people, value(1, "2", reason="counted again"))
    publish(policy, "2026-01", actor=people.planning)
    first, second = history("water-2030", "OP1-I1", 2026)
    assert (first.state, second.state) == (State.PUBLISHED, State.VALIDATED)
    assert history("water-2030", "OP1-I3", 2026)[0].state is State.RETURNED
    issue(policy, people.planning)
    publish(policy, "2026-02", actor=people.planning)
    assert history("water-2030", "OP1-I1", 2026)[1].state is State.PUBLISHED


def test_only_the_planning_office_publishes(policy: Policy, people: Cast) -> None:
    approve(policy, people, value(1))
    issue(policy, people.planning)
    for role, person in people.by_role().items():
        if role is not Role.PLANNING:
            with pytest.raises(LedgerError, match="Publishing a report asks for the role planning office"):
                publish(policy, "2026-01", actor=person)
    assert Publication.objects.count() == 0


def test_what_was_not_issued_is_not_published(policy: Policy, people: Cast) -> None:
    with pytest.raises(InputError, match=r"No report 2026-01 was issued\."):
        publish(policy, "2026-01", actor=people.planning)
    issue(policy, people.planning)
    with pytest.raises(LedgerError):
        publish(invented_policy("air-2030"), "2026-01", actor=people.planning)


def test_public_reports_are_listed_as_of_a_moment(policy: Policy, people: Cast) -> None:
    for _ in range(2):
        issue(policy, people.planning)
    second = publish(policy, "2026-02", actor=people.planning)
    first = publish(policy, "2026-01", actor=people.planning)
    assert published_reports("water-2030") == (second, first)
    assert published_reports(as_of=second.published_at) == (second,)
    assert published_reports("water-2030", 2025) == ()
    assert published_reports("air-2030") == ()


@pytest.mark.parametrize(
    ("column", "forged"), [("number", "'2026-09'"), ("content_sha256", "'x'"), ("report_id", "1"), ("policy", "'x'")]
)
def test_a_changed_publication_is_found(policy: Policy, people: Cast, column: str, forged: str) -> None:
    issue(policy, people.planning)
    issue(policy, people.planning)
    publish(policy, "2026-02", actor=people.planning)
    tampered(f"UPDATE ledger_publication SET {column} = {forged}")
    [fault] = verify().faults
    assert (fault.table, fault.sequence) == ("ledger_publication", head().sequence)


def test_a_publication_that_was_taken_away_is_found(policy: Policy, people: Cast) -> None:
    issue(policy, people.planning)
    publish(policy, "2026-01", actor=people.planning)
    tampered("DELETE FROM ledger_publication")
    assert [fault.what for fault in verify().faults] == ["Entry 2 is missing."]
