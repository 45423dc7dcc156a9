"""Every attempt to come in is written down, whoever made it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.apps.invented import Cast

from rumbo.apps.accounts.models import Person, SignIn
from rumbo.apps.accounts.reading import sign_ins, sign_ins_of
from rumbo.apps.accounts.services import forget_old_sign_ins, record_sign_in
from rumbo.apps.ledger.selectors import head

Outcome, Method = SignIn.Outcome, SignIn.Method


def attempt(email: str, outcome: SignIn.Outcome = Outcome.WRONG_PASSWORD, browser: str = "Firefox") -> SignIn:
    return record_sign_in(outcome, method=Method.PASSWORD, email=email, network_address="2001:db8::1", browser=browser)


def test_the_person_is_known_by_the_address(people: Cast) -> None:
    attempt(people.lead.email.upper())
    attempt(people.reporter.email, Outcome.SIGNED_IN)
    assert [row.outcome for row in sign_ins_of(people.lead)] == [Outcome.WRONG_PASSWORD]
    assert [row.person for row in sign_ins()] == [people.reporter, people.lead]


def test_the_command_line_never_signs_in(system: Person) -> None:
    assert attempt(system.email).person is None


@pytest.mark.django_db
def test_what_strangers_send_is_cut_to_what_the_log_keeps() -> None:
    row = attempt("x" * 500 + "@y.example", browser="\0" + "b" * 500)
    row.refresh_from_db()
    assert (row.person, len(row.email), row.browser) == (None, 254, "b" * 200)


def test_the_log_forgets_what_is_older_than_it_is_kept(people: Cast, settings: Any) -> None:
    settings.SIGN_INS_KEPT_DAYS = 30
    for days in (29, 31, 400):
        row = attempt(people.lead.email, browser=f"{days} days")
        SignIn.objects.filter(pk=row.pk).update(at=datetime.now(UTC) - timedelta(days=days))
    head_before = head()
    assert forget_old_sign_ins() == 2
    assert [row.browser for row in sign_ins()] == ["29 days"]
    assert forget_old_sign_ins() == 0
    assert head() == head_before
