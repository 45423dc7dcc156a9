"""The way of a revision: one step at a time, by whoever has the role, each step logged."""

import itertools

import pytest
from tests.apps.invented import Cast, value

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Revision, Transition
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, observations
from rumbo.apps.ledger.services import advance, advance_all, record_values, return_value
from rumbo.core.errors import InputError
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy

KEY = ObservationKey("water-2030", "OP1-I1", 2026)
#: Who may take which step, written once more by hand.
ALLOWED = {
    (State.DRAFT, State.SUBMITTED): {Role.ENTITY_REPORTER, Role.LEAD},
    (State.SUBMITTED, State.CONSOLIDATED): {Role.LEAD},
    (State.CONSOLIDATED, State.VALIDATED): {Role.LEAD, Role.PLANNING},
    (State.VALIDATED, State.PUBLISHED): {Role.PLANNING},
    (State.SUBMITTED, State.RETURNED): {Role.LEAD},
    (State.CONSOLIDATED, State.RETURNED): {Role.LEAD, Role.PLANNING},
    (State.VALIDATED, State.RETURNED): {Role.PLANNING},
}


def reach(policy: Policy, people: Cast, state: State, figure: str = "12.5") -> None:
    """Record a value and bring it to a state."""
    record_values(policy, [value(1, figure)], origin=Origin.REPORTED, actor=people.reporter, submit=False)
    if state is State.DRAFT:
        return
    advance(KEY, State.SUBMITTED, actor=people.reporter)
    if state is State.RETURNED:
        return_value(KEY, actor=people.lead, reason="the table is missing")
        return
    way = ((State.CONSOLIDATED, people.lead), (State.VALIDATED, people.lead), (State.PUBLISHED, people.planning))
    for step, actor in way:
        if observations("water-2030")[KEY[1:]].state is state:
            return
        advance(KEY, step, actor=actor)


def move(to: State, actor: object) -> State:
    if to is State.RETURNED:
        return return_value(KEY, actor=actor, reason="mend it")  # type: ignore[arg-type]
    return advance(KEY, to, actor=actor)  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "to"), list(itertools.product(State, State)))
def test_each_step_is_open_to_its_roles_and_to_nobody_else(
    policy: Policy, people: Cast, start: State, to: State
) -> None:
    reach(policy, people, start)
    before = head()
    may = ALLOWED.get((start, to), set())
    for role, person in people.by_role().items():
        if role not in may:
            with pytest.raises(LedgerError):
                move(to, person)
    with pytest.raises(LedgerError):
        move(to, people.other_reporter)
    assert head() == before
    for role in sorted(may)[:1]:
        assert move(to, people.by_role()[role]) is to
        assert history(*KEY)[-1].state is to


def test_every_step_is_logged_with_who_when_and_why(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    advance(KEY, State.CONSOLIDATED, actor=people.lead, comment="compared with last year")
    return_value(KEY, actor=people.planning, reason=" the annex is missing ")
    [revision] = history(*KEY)
    told = [(s.from_state, s.to_state, s.by, s.comment) for s in revision.transitions]
    assert told == [
        (State.DRAFT, State.SUBMITTED, "Ana", ""),
        (State.SUBMITTED, State.CONSOLIDATED, "Luis", "compared with last year"),
        (State.CONSOLIDATED, State.RETURNED, "Olga", "the annex is missing"),
    ]
    moments = [revision.recorded_at, *(s.at for s in revision.transitions)]
    assert moments == sorted(set(moments))


def test_a_return_needs_a_reason(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    with pytest.raises(LedgerError, match=r"A value is returned with a reason\. Say what the reporter must mend\."):
        return_value(KEY, actor=people.lead, reason="  ")
    with pytest.raises(LedgerError, match=r"A value is returned with a reason\. Use the return of values\."):
        advance(KEY, State.RETURNED, actor=people.lead)


def test_the_message_of_a_skipped_step_names_the_next_one(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    with pytest.raises(LedgerError) as refused:
        advance(KEY, State.PUBLISHED, actor=people.planning)
    assert str(refused.value) == (
        "OP1-I1 2026: A value in the state “Submitted” cannot become “Published”. The next step is “Consolidated”."
    )


@pytest.mark.parametrize("end", [State.PUBLISHED, State.RETURNED])
def test_what_is_published_or_returned_is_mended_by_a_new_revision(policy: Policy, people: Cast, end: State) -> None:
    reach(policy, people, end)
    with pytest.raises(LedgerError, match=r"Record a new revision\."):
        advance(KEY, State.SUBMITTED, actor=people.lead)
    record_values(policy, [value(1, "13")], origin=Origin.REPORTED, actor=people.reporter)
    assert history(*KEY)[-1].state is State.SUBMITTED


def test_a_missing_role_is_named(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    with pytest.raises(LedgerError) as refused:
        advance(KEY, State.CONSOLIDATED, actor=people.auditor)
    assert str(refused.value) == (
        "OP1-I1 2026: The step to “Consolidated” asks for the role lead directorate. Ask someone who holds it."
    )


def test_nothing_recorded_cannot_move(people: Cast) -> None:
    with pytest.raises(LedgerError, match=r"OP1-I1 2026: No value is recorded\. Record a value first\."):
        advance(KEY, State.SUBMITTED, actor=people.lead)


def test_only_the_newest_revision_moves(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    first = Revision.objects.get()
    record_values(policy, [value(1, "13")], origin=Origin.REPORTED, actor=people.reporter)
    with pytest.raises(LedgerError) as refused:
        advance(first, State.CONSOLIDATED, actor=people.lead)
    assert str(refused.value) == (
        "OP1-I1 2026: Revision 1 was replaced by revision 2. Take the step with the newest revision."
    )
    assert advance(Revision.objects.get(number=2), State.CONSOLIDATED, actor=people.lead) is State.CONSOLIDATED


def test_a_remark_that_cannot_be_stored_is_refused(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.SUBMITTED)
    with pytest.raises(InputError, match="cannot be stored"):
        advance(KEY, State.CONSOLIDATED, actor=people.lead, comment="a\0b")


@pytest.mark.parametrize("approved", [State.VALIDATED, State.PUBLISHED])
def test_an_approved_value_counts_until_the_new_one_is_approved(policy: Policy, people: Cast, approved: State) -> None:
    reach(policy, people, approved, "10")
    record_values(policy, [value(1, "20")], origin=Origin.REPORTED, actor=people.reporter)

    def seen(counted_from: State) -> tuple[object, object, object]:
        observation = observations("water-2030", counted_from=counted_from)[KEY[1:]]
        return observation.value, observation.revision, observation.approved_before

    assert seen(State.SUBMITTED) == (20, 2, 10)
    assert seen(State.VALIDATED) == (10, 1, None)
    advance(KEY, State.CONSOLIDATED, actor=people.lead)
    assert seen(State.CONSOLIDATED) == (20, 2, 10)
    assert seen(State.VALIDATED) == (10, 1, None)
    advance(KEY, State.VALIDATED, actor=people.planning)
    assert seen(State.VALIDATED) == (20, 2, 10)


def test_an_approved_value_counts_again_when_the_new_one_is_returned(policy: Policy, people: Cast) -> None:
    reach(policy, people, State.VALIDATED, "10")
    record_values(policy, [value(1, "20")], origin=Origin.REPORTED, actor=people.reporter)
    return_value(KEY, actor=people.lead, reason="twice the real number")
    for counted_from in (State.SUBMITTED, State.VALIDATED):
        assert observations("water-2030", counted_from=counted_from)[KEY[1:]].value == 10


def test_a_whole_year_moves_at_once(policy: Policy, people: Cast) -> None:
    record_values(policy, [value(1), value(3)], origin=Origin.REPORTED, actor=people.reporter)
    record_values(policy, [value(1, year=2027)], origin=Origin.REPORTED, actor=people.reporter)
    return_value(KEY, actor=people.lead, reason="mend it")
    done = advance_all("water-2030", 2026, State.CONSOLIDATED, people.lead, comment="all compared")
    assert done.moved == (ObservationKey("water-2030", "OP1-I3", 2026),)
    assert done.left == (KEY,)
    assert observations("water-2030")["OP1-I1", 2027].state is State.SUBMITTED
    assert Transition.objects.filter(comment="all compared").count() == 1


def test_a_year_moves_whole_or_not_at_all(policy: Policy, people: Cast) -> None:
    values = [value(1), value(2)]
    record_values(policy, values, origin=Origin.REPORTED, actor=people.lead, submit=False)
    before = head()
    with pytest.raises(LedgerError, match="OP1-I2 2026"):
        advance_all("water-2030", 2026, State.SUBMITTED, people.reporter)
    assert head() == before


@pytest.mark.parametrize("to", [State.DRAFT, State.RETURNED])
def test_a_year_cannot_be_moved_off_the_way(people: Cast, to: State) -> None:
    with pytest.raises(LedgerError, match="Values cannot be taken to the state"):
        advance_all("water-2030", 2026, to, people.lead)
