"""Every role against every action of the desk, of following and of issuing, as ``roles.yaml`` says."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.db import transaction
from tests.apps.following.raised import alert
from tests.apps.invented import Cast, value
from tests.apps.ledger.issued import issue

from rumbo.apps.accounts.models import Entity, Person, Role, Unit
from rumbo.apps.accounts.services import grant
from rumbo.apps.desk.access import may_prepare, may_read, may_submit
from rumbo.apps.desk.records import DraftContent
from rumbo.apps.desk.selectors import draft_of, drafts
from rumbo.apps.desk.services import attach, hand_back, save_draft, send_to_head, submit_draft
from rumbo.apps.following import access as following_access
from rumbo.apps.following.errors import FollowingError
from rumbo.apps.following.models import Entry, Progress
from rumbo.apps.following.services import (
    assign,
    close,
    close_recommendation,
    commit,
    follow_up,
    make_public,
    recommend,
    reopen,
    settle,
    take_up,
    unsettle,
)
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Office
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head
from rumbo.apps.ledger.services import advance, publish, record_values, store_evidence
from rumbo.apps.ledger.signing import sign_off
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy

TABLE: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("roles.yaml").read_text(encoding="utf-8"))
KEY = ObservationKey("water-2030", "OP1-I1", 2026)
TWELVE = DraftContent(value="12")
DUE = date(2027, 6, 30)
METHOD = load_method("ceplan-2024")
Act = Callable[[Person], object]


@pytest.fixture
def who(policy: Policy, people: Cast) -> dict[str, Person]:
    """One person for every line of the table."""
    agua = Entity.objects.get(policy=policy.code, code="AGUA")

    def person(name: str, role: Role | None = None, unit: str = "") -> Person:
        made = Person.objects.create_user(f"{name}@roles.example", name)
        if role:
            grant(made, role, agua, Unit.objects.get(entity=agua, name=unit) if unit else None)
        return made

    gone = person("gone", Role.LEAD)
    gone.is_active = False
    gone.save()
    return {
        "entity reporter": people.reporter,
        "reporter of the unit": person("unit", Role.ENTITY_REPORTER, "Statistics"),
        "reporter of another unit": person("other unit", Role.ENTITY_REPORTER, "Planning office"),
        "reporter of another entity": people.other_reporter,
        "entity head": person("head", Role.ENTITY_HEAD),
        "lead": people.lead,
        "planning": people.planning,
        "auditor": people.auditor,
        "administrator": people.administrator,
        "somebody without a role": person("nobody"),
        "lead who left": gone,
    }


@pytest.fixture
def actions(policy: Policy, people: Cast) -> dict[str, Act]:
    """Every action, on matters that were made ready for it."""
    save_draft(policy, KEY, TWELVE, actor=people.reporter, seen_version=0)
    sent = KEY._replace(year=2027)
    save_draft(policy, sent, TWELVE, actor=people.reporter, seen_version=0)
    send_to_head(policy, sent, actor=people.reporter, seen_version=1)
    act = store_evidence(b"act", "act.pdf")
    case = take_up(policy, alert(), actor=people.lead).id
    ended = take_up(policy, alert("OP1-I3"), actor=people.lead).id
    close(policy, ended, Progress.DONE, actor=people.lead, remark="done")
    promise = {"case_id": case, "text": "x", "entity": "AGUA", "unit": "Statistics", "due": DUE}
    open_one = commit(policy, **promise, actor=people.lead).id
    done_one = commit(policy, **promise, actor=people.lead).id
    settle(policy, done_one, Progress.DONE, actor=people.lead, remark="done")
    bare = take_up(policy, alert("OP1-I1", "jump"), actor=people.lead).id
    wish = recommend(policy, report="2026", number="1", text="x", entity="AGUA", actor=people.lead).id
    issue(policy, people.planning)

    def read(person: Person) -> object:
        if "OP1-I1" not in drafts(policy, 2026, person):
            raise LedgerError("nothing to read")
        return None

    return {
        "read draft": read,
        "save draft": lambda p: save_draft(policy, KEY, DraftContent(value="13"), actor=p, seen_version=1),
        "attach": lambda p: attach(policy, KEY, act, actor=p),
        "hand to head": lambda p: send_to_head(policy, KEY, actor=p, seen_version=1),
        "hand back": lambda p: hand_back(policy, sent, actor=p, remark="again"),
        "submit": lambda p: submit_draft(policy, KEY, TWELVE, actor=p, submission_id=uuid4(), seen_version=1),
        "follow up": lambda p: follow_up(policy, commitment_id=open_one, actor=p, remark="half done"),
        "take up": lambda p: take_up(policy, alert("OP1-I4"), actor=p),
        "assign": lambda p: assign(policy, case, people.reporter, actor=p),
        "close": lambda p: close(policy, bare, Progress.CLOSED, actor=p, remark="x"),
        "reopen": lambda p: reopen(policy, ended, actor=p, remark="x"),
        "make public": lambda p: make_public(policy, case, actor=p),
        "commit": lambda p: commit(policy, **promise, actor=p),
        "settle": lambda p: settle(policy, open_one, Progress.DONE, actor=p, remark="x"),
        "unsettle": lambda p: unsettle(policy, done_one, actor=p, remark="x"),
        "recommend": lambda p: recommend(policy, report="2026", number="2", text="x", entity="AGUA", actor=p),
        "close recommendation": lambda p: close_recommendation(policy, wish, Progress.DONE, actor=p, remark="x"),
        "sign for lead": lambda p: sign_off(policy, 2026, method=METHOD, office=Office.LEAD, actor=p),
        "sign for planning": lambda p: sign_off(policy, 2026, method=METHOD, office=Office.PLANNING, actor=p),
        "publish": lambda p: publish(policy, "2026-01", actor=p),
    }


def walked(actions: dict[str, Act], person: Person) -> Iterator[str]:
    """The actions that a person may take; each is taken back, and a refused one must have changed nothing."""
    for name, act in actions.items():
        before = (head(), Entry.objects.count(), draft_of(KEY), draft_of(KEY._replace(year=2027)))
        with transaction.atomic():
            try:
                act(person)
                yield name
            except (LedgerError, FollowingError):
                after = (head(), Entry.objects.count(), draft_of(KEY), draft_of(KEY._replace(year=2027)))
                assert after == before, f"{name} was refused and changed something"
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", TABLE)
def test_a_role_may_do_what_the_table_says_and_nothing_else(
    who: dict[str, Person], actions: dict[str, Act], role: str
) -> None:
    assert set(TABLE) == set(who)
    assert {name for names in TABLE.values() for name in names} == set(actions), "every action is open to somebody"
    assert set(walked(actions, who[role])) == set(TABLE[role])


def test_the_questions_of_the_screens_agree_with_the_table(policy: Policy, who: dict[str, Person]) -> None:
    for role, person in who.items():
        may = set(TABLE[role])
        assert may_prepare(person, policy, "OP1-I1") is ("save draft" in may), role
        assert may_submit(person, policy, "OP1-I1") is ("submit" in may), role
        assert may_read(person, policy, "OP1-I1") is ("read draft" in may), role
        assert following_access.may_lead(person, policy) is ("take up" in may), role
        assert following_access.may_publish(person, policy) is ("make public" in may), role
        assert following_access.may_follow_up(person, policy, "AGUA", "Statistics") is ("follow up" in may), role
        reads = following_access.may_read(person, policy, "AGUA", "Statistics")
        assert reads is ("follow up" in may or role in {"auditor", "administrator"}), role


def test_a_role_in_a_unit_reaches_what_that_unit_reports_in_the_ledger_too(
    policy: Policy, who: dict[str, Person]
) -> None:
    mine, other = who["reporter of the unit"], who["reporter of another unit"]
    with pytest.raises(LedgerError) as refused:
        record_values(policy, [value(1), value(3)], origin=Origin.REPORTED, actor=other)
    assert str(refused.value) == (
        "AGUA, Statistics: Recording this value asks for the role entity reporter or entity head or lead directorate. "
        "Ask an administrator for the role."
    )
    record_values(policy, [value(1), value(3)], origin=Origin.REPORTED, actor=mine, submit=False)
    with pytest.raises(LedgerError):
        record_values(policy, [value(2)], origin=Origin.REPORTED, actor=mine)
    with pytest.raises(LedgerError):
        advance(KEY, State.SUBMITTED, actor=other)
    assert advance(KEY, State.SUBMITTED, actor=mine) is State.SUBMITTED


def test_whoever_answers_for_a_case_by_name_may_follow_it_up(
    policy: Policy, people: Cast, who: dict[str, Person]
) -> None:
    named, case = who["somebody without a role"], take_up(policy, alert(), actor=people.lead)
    with pytest.raises(FollowingError):
        follow_up(policy, case_id=case.id, actor=named, remark="x")
    assign(policy, case.id, named, actor=people.lead)
    assert follow_up(policy, case_id=case.id, actor=named, remark="x").progress is Progress.IN_PROGRESS
    promised = commit(policy, case_id=case.id, text="x", entity="AGUA", due=DUE, actor=people.lead, person=named)
    assert follow_up(policy, commitment_id=promised.id, actor=named, remark="x").by == "nobody"
