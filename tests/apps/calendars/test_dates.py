"""Whose dates does a person see, and what does a calendar program read?"""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.services import deactivate
from rumbo.apps.calendars.dates import dates_of
from rumbo.apps.calendars.models import CalendarAddress
from rumbo.apps.calendars.services import PREFIX, close_address, open_address, reader_of
from rumbo.apps.calendars.writing import calendar
from rumbo.apps.following.models import Progress
from rumbo.apps.following.services import commit, recommend, settle
from rumbo.apps.ledger.services import move_due_date, open_campaign

DUE, MOVED, PROMISED = date(2027, 1, 31), date(2027, 2, 15), date(2027, 3, 31)


@pytest.fixture
def entities(policy):
    return [entity.code for entity in policy.entities[:2]]


@pytest.fixture
def campaign(policy, people, entities):
    """A campaign in which the second entity has more time."""
    open_campaign(policy, 2026, opens=date(2027, 1, 4), due=DUE, actor=people.lead)
    return move_due_date(policy, 2026, entities[1], MOVED, actor=people.lead, reason="flood")


@pytest.fixture
def promised(policy, people, entities):
    """A commitment of the first entity."""
    asked = recommend(
        policy, report="Evaluation 2026", number="1", text="Count wells.", entity=entities[0], actor=people.lead
    )
    return commit(
        policy,
        recommendation_id=asked.id,
        text="Count every well",
        entity=entities[0],
        due=PROMISED,
        actor=people.lead,
    )


def test_a_reporter_sees_the_dates_of_the_own_entity(policy, people, campaign, promised):
    assert [d.day for d in dates_of(policy, people.reporter)] == [DUE, PROMISED]
    assert [d.day for d in dates_of(policy, people.other_reporter)] == [MOVED]


@pytest.mark.parametrize("who", ["lead", "planning", "auditor", "administrator"])
def test_those_who_read_everything_see_the_dates_of_all(who, policy, people, campaign, promised):
    assert [d.day for d in dates_of(policy, getattr(people, who))] == [DUE, MOVED, PROMISED]


def test_who_has_no_role_sees_nothing(policy, people, campaign, promised):
    assert not dates_of(policy, Person.objects.create_user("nobody@example.invalid", "Nobody"))


def test_a_commitment_that_has_ended_is_due_no_more(policy, people, promised):
    settle(policy, promised.id, Progress.DONE, actor=people.lead, remark="Counted.")
    assert not dates_of(policy, people.reporter)


def test_a_date_that_moves_stays_the_same_event(policy, people, campaign, entities):
    before = dates_of(policy, people.reporter)[0]
    move_due_date(policy, 2026, entities[0], date(2027, 2, 1), actor=people.lead, reason="strike")
    after = dates_of(policy, people.reporter)[0]
    assert (before.key, before.day) == (after.key, DUE)
    assert after.day == date(2027, 2, 1)


def test_the_file_is_read_by_a_calendar_program(policy, people, campaign, promised):
    written = calendar(policy, dates_of(policy, people.lead), "https://rumbo.example/calendario/")
    read = Calendar.from_ical(written)
    assert [event.DTSTART for event in read.events] == [DUE, MOVED, PROMISED]
    assert len({str(event["UID"]) for event in read.events}) == 3
    for event in read.events:
        assert event["URL"] == "https://rumbo.example/calendario/"
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-7)]
    assert written == calendar(policy, dates_of(policy, people.lead), "https://rumbo.example/calendario/")
    assert max(map(len, written.split(b"\r\n"))) <= 75


def test_a_text_of_a_commitment_cannot_begin_another_event(policy, people, entities):
    asked = recommend(policy, report="E", number="2", text="t", entity=entities[0], actor=people.lead)
    text = "a\r\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:forged; b, c"
    commit(policy, recommendation_id=asked.id, text=text, entity=entities[0], due=PROMISED, actor=people.lead)
    [event] = Calendar.from_ical(calendar(policy, dates_of(policy, people.lead), "https://x.example/")).events
    assert "forged; b, c" in event["DESCRIPTION"]


def test_an_address_opens_the_dates_of_one_person_until_it_is_closed(people):
    secret = open_address(people.reporter)
    assert secret.startswith(PREFIX)
    assert reader_of(secret) == people.reporter
    assert CalendarAddress.objects.get().read_at
    assert close_address(people.reporter)
    assert reader_of(secret) is None
    assert not close_address(people.reporter)


def test_the_secret_is_not_kept(people):
    secret = open_address(people.reporter)
    [row] = CalendarAddress.objects.values()
    assert secret not in str(row)
    assert secret.removeprefix(PREFIX) not in str(row)


def test_a_new_address_closes_the_one_before(people):
    first, second = open_address(people.reporter), open_address(people.reporter)
    assert reader_of(first) is None
    assert reader_of(second) == people.reporter
    assert CalendarAddress.objects.filter(closed_at=None).count() == 1


@pytest.mark.parametrize("secret", ["", "rumbo_cal_", "rumbo_cal_x", "rumbo_" + "x" * 43, "\ud800", "é" * 50])
def test_what_is_no_secret_opens_nothing(people, secret):
    open_address(people.reporter)
    assert reader_of(secret) is None


def test_the_address_of_who_left_opens_nothing(people):
    secret = open_address(people.reporter)
    deactivate(people.reporter, actor=people.administrator, reason="left")
    assert reader_of(secret) is None
