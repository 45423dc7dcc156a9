"""A session ends when it was idle too long or is too old; a person has so many; the own page ends them."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.site.conftest import People
from tests.site.people.door import PASSWORD, is_in, outcomes, sign_in, who

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.services import deactivate, reactivate

SELF = "people:self"


def inside(person: Person, browser_name: str = "Firefox") -> Client:
    browser = Client(headers={"user-agent": browser_name})
    sign_in(browser, person.email)
    assert is_in(browser, person)
    return browser


def turn_back(browser: Client, what: str, minutes: float) -> None:
    """Let a session believe that so many minutes have passed."""
    session = browser.session
    session[what] -= minutes * 60
    session.save()


def test_an_idle_session_ends_and_says_so(people: People) -> None:
    browser = inside(people[Role.LEAD])
    turn_back(browser, "rumbo_seen", 59)
    assert browser.get(reverse(SELF)).status_code == 200
    turn_back(browser, "rumbo_seen", 61)
    answer = browser.get(reverse(SELF), follow=True)
    assert answer.redirect_chain == [(f"{reverse('account_login')}?next={reverse(SELF)}", 302)]
    assert "Su sesión terminó para proteger su cuenta." in answer.content.decode()
    assert who(browser) is None
    assert outcomes(people[Role.LEAD]) == ["signed_in", "signed_out"]


def test_a_sign_of_life_keeps_a_session(people: People) -> None:
    browser = inside(people[Role.LEAD])
    for _hour in range(3):
        turn_back(browser, "rumbo_seen", 50)
        assert browser.get(reverse(SELF)).status_code == 200
    assert is_in(browser, people[Role.LEAD])


def test_an_old_session_ends_however_busy(people: People) -> None:
    browser = inside(people[Role.LEAD])
    turn_back(browser, "rumbo_begun", 12 * 60 - 1)
    assert browser.get(reverse(SELF)).status_code == 200
    turn_back(browser, "rumbo_begun", 2)
    assert browser.get(reverse(SELF)).status_code == 302
    assert who(browser) is None


def test_what_is_sent_after_the_end_is_not_done(people: People) -> None:
    browser = inside(people[Role.LEAD])
    turn_back(browser, "rumbo_seen", 61)
    browser.post(reverse(SELF), {"name": "Changed", "language": "es"})
    assert Person.objects.get(pk=people[Role.LEAD].pk).name != "Changed"


def test_one_session_too_many_ends_the_oldest(people: People, settings: Any) -> None:
    settings.SESSIONS_EACH = 2
    first, second, third = (inside(people[Role.LEAD], name) for name in ("one", "two", "three"))
    assert first.get(reverse(SELF)).status_code == 302
    assert second.get(reverse(SELF)).status_code == third.get(reverse(SELF)).status_code == 200
    assert set(UserSession.objects.values_list("user_agent", flat=True)) == {"two", "three"}


def test_the_cookie_ends_with_the_browser_and_is_closed_to_scripts(people: People) -> None:
    cookie = inside(people[Role.LEAD]).cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


def test_signing_in_changes_the_key_of_the_session(people: People) -> None:
    browser = Client()
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    sign_in(browser, people[Role.LEAD].email)
    assert browser.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_own_page_lists_sessions_and_ends_one(people: People) -> None:
    here, there = inside(people[Role.LEAD], "Here"), inside(people[Role.LEAD], "There")
    page = here.get(reverse(SELF)).content.decode()
    assert "There" in page
    ended = UserSession.objects.get(user_agent="There")
    here.post(reverse("people:end_session", args=[ended.pk]))
    assert there.get(reverse(SELF)).status_code == 302
    assert here.get(reverse(SELF)).status_code == 200


def test_nobody_ends_another_s_session(people: People) -> None:
    theirs = inside(people[Role.PLANNING])
    row = UserSession.objects.get()
    inside(people[Role.LEAD]).post(reverse("people:end_session", args=[row.pk]))
    assert theirs.get(reverse(SELF)).status_code == 200


def test_every_other_session_ends_at_once(people: People) -> None:
    others = [inside(people[Role.LEAD]) for _one in range(2)]
    here = inside(people[Role.LEAD])
    here.post(reverse("people:end_sessions"))
    assert [other.get(reverse(SELF)).status_code for other in others] == [302, 302]
    assert here.get(reverse(SELF)).status_code == 200


def test_another_password_ends_every_other_session(people: People) -> None:
    there, here = inside(people[Role.LEAD]), inside(people[Role.LEAD])
    given = {"oldpassword": PASSWORD, "password1": "ocho llamas en la puna", "password2": "ocho llamas en la puna"}
    assert here.post(reverse("account_change_password"), given)["Location"] == reverse(SELF)
    assert here.get(reverse(SELF)).status_code == 200
    assert there.get(reverse(SELF)).status_code == 302


def test_closing_an_account_ends_its_sessions_for_good(people: People) -> None:
    browser = inside(people[Role.LEAD])
    deactivate(people[Role.LEAD], actor=people[Role.ADMINISTRATOR], reason="left")
    assert browser.get(reverse(SELF)).status_code == 302
    reactivate(people[Role.LEAD], actor=people[Role.ADMINISTRATOR], reason="back")
    assert browser.get(reverse(SELF)).status_code == 302


def test_signs_of_life_are_written_at_most_once_a_minute(people: People) -> None:
    browser = inside(people[Role.LEAD])
    before = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=before)
    browser.get(reverse(SELF))
    assert UserSession.objects.get().last_seen_at == before
    turn_back(browser, "rumbo_seen", 2)
    browser.get(reverse(SELF))
    assert UserSession.objects.get().last_seen_at > before
