"""The campaign board: who has reported, dates opened and moved, reminders by mail, and who may do what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from tests.site.filling import page

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import campaign, moved_due_dates
from rumbo.apps.ledger.services import open_campaign, record_values, return_value
from rumbo.apps.reminders.models import Reminder
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.reporting.labels import local
from rumbo.site.review.board import Stage


@pytest.fixture
def today():
    return local(datetime.now(UTC)).date()


@pytest.fixture
def opened(policy_site, people, today):
    return open_campaign(
        policy_site, 2026, opens=today - timedelta(days=9), due=today + timedelta(days=5), actor=people[Role.LEAD]
    )


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


def board(client, prefix=""):
    answer = client.get(f"{prefix}{page('review:campaign')}?anio=2026")
    assert answer.status_code == 200
    return answer


def post(client, route, **typed):
    return client.post(page(route) + "?anio=2026", typed, follow=True)


@pytest.mark.usefixtures("opened")
def test_entities_by_states(lead, bring, people):
    bring("OP2-I1", 2026, "5")
    bring("S2.1.1-Q1", 2026, "8", to=State.VALIDATED)
    return_value(bring("OP1-I2", 2026, "14"), actor=people[Role.LEAD], reason="No evidence.")
    first, second = board(lead).context["board"].lines
    assert (first.entity.code, first.asked, first.received, first.time_told) == ("GRA", 7, 2, "faltan 5 días")
    assert {stage.value: count for stage, count in first.counts.items() if count} == {
        "missing": 4, "returned": 1, "submitted": 1, "validated": 1,
    }  # fmt: skip
    assert (second.entity.code, second.asked, second.received) == ("EPS-SUR", 1, 0)
    assert [indicator.code for indicator in first.owed][:2] == ["OP1-I1", "OP1-I2"], "the returned one is owed again"
    assert "Se recibieron 2 de 8 valores" in board(lead).content.decode()


def test_a_year_without_a_campaign_is_opened(lead, policy_site, today):
    assert "La campaña de 2026 no está abierta" in board(lead).content.decode()
    answer = post(lead, "review:open_campaign", opens=today.isoformat(), due=(today + timedelta(days=30)).isoformat())
    assert "La campaña de 2026 está abierta." in answer.content.decode()
    assert campaign(policy_site.code, 2026).due == today + timedelta(days=30)


@pytest.mark.parametrize(
    "typed",
    [{"opens": "2026-11-20", "due": "2026-11-01"}, {"opens": "x", "due": "2026-11-01"}, {"opens": "2026-11-20"}],
)
def test_wrong_dates_are_told_and_kept(lead, policy_site, typed):
    answer = post(lead, "review:open_campaign", **typed, comment="kept")
    assert answer.status_code == 422
    assert "kept" in answer.content.decode()
    assert campaign(policy_site.code, 2026) is None


@pytest.mark.usefixtures("opened")
def test_a_date_is_moved_with_a_reason_that_is_shown(lead, policy_site, today):
    due = today + timedelta(days=20)
    answer = post(
        lead, "review:move_due", **{"move-entity": "GRA", "move-due": due.isoformat(), "move-reason": "A flood."}
    )
    assert campaign(policy_site.code, 2026).due_dates["GRA"] == due
    page = answer.content.decode()
    assert "fecha cambiada" in page
    assert "A flood." in page
    assert moved_due_dates(policy_site.code, 2026)[0].reason == "A flood."


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("wrong", [{"move-reason": " "}, {"move-entity": "NOBODY"}, {"move-due": "x"}])
def test_a_date_is_not_moved_without_all_that(lead, policy_site, wrong):
    typed = {"move-entity": "GRA", "move-due": "2027-01-31", "move-reason": "A flood.", **wrong}
    assert post(lead, "review:move_due", **typed).status_code == 422
    assert not moved_due_dates(policy_site.code, 2026)


@pytest.mark.usefixtures("opened")
def test_a_reminder_says_what_is_missing_until_when_and_where(lead, bring, people):
    bring("OP2-I1", 2026, "5")
    answer = post(lead, "review:remind", entity=["GRA"])
    assert "Se envió recordatorio a 2 personas" in answer.content.decode()
    to = {message.to[0]: message for message in mail.outbox}
    assert {*to} == {people[Role.ENTITY_REPORTER].email, people[Role.ENTITY_HEAD].email}
    message = to[people[Role.ENTITY_REPORTER].email]
    assert "faltan 6 valores de 2026" in message.subject
    assert "OP1-I1: " in message.body
    assert "OP2-I1" not in message.body
    assert "faltan 5 días" in message.body
    assert "http://testserver/trabajo/?anio=2026" in message.body


@pytest.mark.usefixtures("opened")
def test_each_is_written_to_in_the_own_language(lead, people):
    person = people[Role.ENTITY_HEAD]
    person.language = "en"
    person.save()
    post(lead, "review:remind", entity=["GRA"])
    message = next(m for m in mail.outbox if m.to == [person.email])
    assert "7 values of 2026 are missing" in message.subject
    assert "http://testserver/en/trabajo/?anio=2026" in message.body


@pytest.mark.usefixtures("opened")
def test_nobody_is_reminded_twice_on_one_day(lead):
    post(lead, "review:remind", entity=["GRA"])
    answer = post(lead, "review:remind", entity=["GRA"])
    assert "Ya recibieron hoy un recordatorio" in answer.content.decode()
    assert len(mail.outbox) == 2
    assert Reminder.objects.count() == 2
    assert answer.context["board"].lines[0].reminded_at is not None


@pytest.mark.usefixtures("opened")
def test_an_entity_that_owes_nothing_is_not_written_to(lead, bring):
    bring("S1.1.2-Q1", 2026, "16")
    answer = post(lead, "review:remind", entity=["EPS-SUR"])
    assert "no se escribió a nadie" in answer.content.decode()
    assert not mail.outbox


@pytest.mark.usefixtures("opened")
def test_an_entity_without_people_is_told(lead, people):
    people.other.memberships.all().delete()
    assert "Nadie reporta por: EPS-SUR" in post(lead, "review:remind", entity=["EPS-SUR"]).content.decode()


@pytest.mark.usefixtures("opened")
def test_a_mail_server_that_refuses_is_told_and_the_reminder_can_be_sent_again(lead, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "No se pudo enviar el correo" in post(lead, "review:remind", entity=["GRA"]).content.decode()
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"entity": ["NOBODY"]}])
def test_entities_must_be_chosen(lead, opened, typed):
    assert post(lead, "review:remind", **typed).status_code == 400


def test_without_a_campaign_nobody_is_reminded(lead, policy_site):
    assert post(lead, "review:remind", entity=["GRA"]).status_code == 400


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_read_without_forms(as_role, role):
    client = as_role(role)
    text = board(client).content.decode()
    assert "Quién ha reportado" in text
    assert "Modificar el plazo de una entidad" not in text
    for route in ("review:open_campaign", "review:move_due", "review:remind"):
        assert post(client, route, entity=["GRA"]).status_code == 403


@pytest.mark.usefixtures("opened")
def test_the_file_of_mails_by_default(lead, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    post(lead, "review:remind", entity=["GRA"])
    assert list((tmp_path / "mail").iterdir())


@pytest.mark.usefixtures("opened")
def test_english_too(lead):
    assert "0 of 8 values are in" in board(lead, "/en").content.decode()


@pytest.mark.usefixtures("opened")
def test_what_is_explained_is_neither_in_nor_owed(lead, policy_site, people):
    none = NewValue("OP2-I1", 2026, None, no_data_reason="No se realizó la encuesta.")
    record_values(policy_site, [none], origin=Origin.REPORTED, actor=people[Role.LEAD])
    shown = board(lead)
    first, _second = shown.context["board"].lines
    assert (first.counts[Stage.EXPLAINED], first.received, first.asked) == (1, 0, 7)
    assert "OP2-I1" not in {indicator.code for indicator in first.owed}
    assert "uno sin dato, con explicación" in shown.content.decode()
    return_value(ObservationKey(policy_site.code, "OP2-I1", 2026), actor=people[Role.LEAD], reason="Diga cuál.")
    first, _second = board(lead).context["board"].lines
    assert (first.counts[Stage.EXPLAINED], first.counts[Stage.RETURNED]) == (0, 1)
    assert "OP2-I1" in {indicator.code for indicator in first.owed}
