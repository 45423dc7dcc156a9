"""The dates of a person on the page, as a file, and for a program that cannot sign in."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar
from tests.site.conftest import as_person

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.services import move_due_date, open_campaign
from rumbo.site.logs import without_secrets

DUE, MOVED = date(2027, 1, 31), date(2027, 2, 15)


@pytest.fixture
def campaign(policy_site, people):
    open_campaign(policy_site, 2026, opens=date(2027, 1, 4), due=DUE, actor=people[Role.LEAD])
    move_due_date(policy_site, 2026, people.other_entity, MOVED, actor=people[Role.LEAD], reason="flood")


def days_in(answer):
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [event.DTSTART for event in Calendar.from_ical(answer.content).events]


def address_on(answer):
    return re.search(r"<code>(http[^<]+)</code>", answer.content.decode())[1]


def test_the_file_of_who_is_signed_in(campaign, people, as_role):
    assert days_in(as_role(Role.ENTITY_REPORTER).get(reverse("calendars:file"))) == [DUE]
    assert days_in(as_person(people.other).get(reverse("calendars:file"))) == [MOVED]
    assert days_in(as_role(Role.LEAD).get(reverse("calendars:file"))) == [DUE, MOVED]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_program_reads_the_secret_address_until_it_is_closed(campaign, as_role, language):
    with override(language):
        reporter = as_role(Role.ENTITY_REPORTER)
        made = reporter.post(reverse("calendars:new_address"))
        address, program = address_on(made), Client()
        assert days_in(program.get(address)) == [DUE]
        assert not program.get(address).cookies
        assert address not in reporter.get(reverse("calendars:home")).content.decode()
        reporter.post(reverse("calendars:close_address"))
        assert program.get(address).status_code == HTTPStatus.NOT_FOUND


def test_one_person_never_closes_the_address_of_another(campaign, people, as_role):
    address = address_on(as_role(Role.ENTITY_REPORTER).post(reverse("calendars:new_address")))
    as_person(people.other).post(reverse("calendars:close_address"))
    assert Client().get(address).status_code == HTTPStatus.OK


def test_the_secret_address_opens_nothing_else(campaign, as_role):
    address = address_on(as_role(Role.LEAD).post(reverse("calendars:new_address")))
    program = Client()
    program.get(address)
    assert program.get(reverse("calendars:home")).status_code == HTTPStatus.FOUND
    assert program.post(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_reading_an_address_opens_none(campaign, as_role):
    assert as_role(Role.LEAD).get(reverse("calendars:new_address")).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_without_dates_the_page_says_when_there_will_be_some(policy_site, as_role):
    text = as_role(Role.ENTITY_REPORTER).get(reverse("calendars:home")).content.decode()
    assert "No vence nada" in text


def test_the_logs_do_not_tell_the_secret():
    secret = "rumbo_cal_" + "aB3_-" * 9
    told = without_secrets(None, "info", {"request": f"GET /calendario/de/{secret}.ics", "code": 200})
    assert secret not in told["request"]
    assert told["request"].startswith("GET /calendario/de/")
    plain = {"request": "GET /indicadores/OP1-I1/?anio=2026"}
    assert without_secrets(None, "info", dict(plain)) == plain


def test_the_secret_address_is_no_link_where_nothing_is_due(policy_site, as_role):
    page = as_role(Role.ENTITY_REPORTER).post(reverse("calendars:new_address")).content.decode()
    assert "No vence nada" in page
    assert page.count("/calendario/de/") == 1
