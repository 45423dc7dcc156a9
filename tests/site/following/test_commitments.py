"""The matrix of commitments: filters, files, reminders; one commitment; and what a person's own page is told."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook
from tests.site.conftest import as_person
from tests.site.filling import page
from tests.site.following.conftest import step

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.following.models import CommitmentReminder, Progress
from rumbo.apps.following.selectors import commitment
from rumbo.apps.following.services import commit, settle
from rumbo.site.following.due import due_for

MATRIX, COMMITMENT = "following:commitments", "following:commitment"


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


@pytest.fixture
def late(foreign, policy_site, people, today):
    """What the other entity promised until yesterday, by name."""
    return commit(
        policy_site,
        case_id=foreign.id,
        text='=HYPERLINK("http://evil.example")',
        entity=people.other_entity,
        due=today - timedelta(days=1),
        actor=people[Role.LEAD],
        person=people.other,
    )


@pytest.fixture
def kept(own, policy_site, people, today):
    """What was promised and done."""
    one = commit(policy_site, case_id=own.id, text="Done", entity="GRA", due=today, actor=people[Role.LEAD])
    return settle(policy_site, one.id, Progress.DONE, actor=people[Role.LEAD], remark="It was done")


def matrix(client, question=""):
    answer = client.get(page(MATRIX) + question)
    assert answer.status_code == 200
    return answer


def numbers(answer):
    return [row.commitment.id for row in answer.context["matrix"].rows]


def test_what_has_not_ended_comes_first_by_its_date(lead, late, promised, kept):
    answer = matrix(lead)
    assert numbers(answer) == [late.id, promised.id, kept.id]
    assert "2 compromisos por cumplir, uno vencido" in " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("?entidad=EPS-SUR", ["late"]),
        ("?estado=going", ["late", "promised"]),
        ("?estado=done", ["kept"]),
        ("?vencidos=1", ["late"]),
        ("?entidad=GRA&vencidos=1", []),
    ],
)
def test_filters(lead, late, promised, kept, question, names):
    known = {"late": late.id, "promised": promised.id, "kept": kept.id}
    answer = matrix(lead, question)
    assert numbers(answer) == [known[name] for name in names]
    if not names:
        assert "Mostrar todo" in answer.content.decode()


def test_an_entity_sees_its_own(as_role, late, promised, kept, people):
    assert numbers(matrix(as_role(Role.ENTITY_REPORTER))) == [promised.id, kept.id]
    assert numbers(matrix(as_person(people.other))) == [late.id]
    assert numbers(matrix(as_role(Role.AUDITOR))) == [late.id, promised.id, kept.id]


def test_the_csv_is_never_run_as_a_formula(lead, late, promised):
    answer = lead.get(page("following:commitments_file", form="csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    heads, first, _second = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    row = dict(zip(heads, first, strict=True))
    assert row["Compromiso"] == '\'=HYPERLINK("http://evil.example")'
    assert (row["Vence"], row["Días de retraso"], row["Estado"]) == (late.due.isoformat(), "1", "pendiente")


def test_the_workbook_holds_texts_and_dates(lead, late, kept):
    answer = lead.get(page("following:commitments_file", form="xlsx"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    heads = {cell.value: cell.column for cell in sheet[4]}
    text = sheet.cell(5, heads["Compromiso"])
    assert (text.data_type, text.value[:11]) == ("s", "'=HYPERLINK")
    assert sheet.cell(5, heads["Vence"]).value.date() == late.due
    assert sheet.cell(6, heads["Última observación"]).value == "It was done"
    assert sheet.cell(6, heads["Días de retraso"]).value is None


def test_a_file_holds_what_is_shown_and_no_more(as_role, late, promised):
    answer = as_role(Role.ENTITY_REPORTER).get(page("following:commitments_file", form="csv"))
    assert "Mend the register." in answer.content.decode()
    assert "HYPERLINK" not in answer.content.decode()
    assert as_role(Role.LEAD).get(page("following:commitments_file", form="exe")).status_code == 404


def test_the_entity_moves_a_date_with_its_reason(as_role, promised, policy_site, today):
    reporter, later = as_role(Role.ENTITY_REPORTER), today + timedelta(days=90)
    assert step(reporter, COMMITMENT, promised.id, "move", new_due=later.isoformat()).status_code == 422
    assert commitment(policy_site, promised.id).due == promised.due
    answer = step(reporter, COMMITMENT, promised.id, "move", new_due=later.isoformat(), remark="It rained")
    assert answer.status_code == 302
    moved = commitment(policy_site, promised.id)
    assert (moved.due, moved.promised_due, moved.times_moved) == (later, promised.due, 1)
    assert "reprogramado una vez" in matrix(reporter).content.decode()
    assert step(reporter, COMMITMENT, promised.id, "settle", progress="done", remark="x").status_code == 403


def test_a_commitment_is_settled_and_taken_up_again(lead, promised, policy_site):
    assert step(lead, COMMITMENT, promised.id, "settle", progress="", remark="x").status_code == 422
    assert step(lead, COMMITMENT, promised.id, "settle", progress="closed", remark="No need").status_code == 302
    assert commitment(policy_site, promised.id).progress is Progress.CLOSED
    assert step(lead, COMMITMENT, promised.id, "unsettle", remark="Need after all").status_code == 302
    assert commitment(policy_site, promised.id).progress is Progress.IN_PROGRESS


def test_reminders_go_to_who_answers_once_a_day(lead, late, promised, kept, people):
    Person.objects.filter(pk=people.other.pk).update(language="en")
    lead.post(page("following:remind"))
    sent = {message.to[0]: message for message in mail.outbox}
    assert {*sent} == {"other@example.invalid", "entity_reporter@example.invalid", "entity_head@example.invalid"}
    assert "past" in sent["other@example.invalid"].body
    assert f"http://testserver/en/seguimiento/compromisos/{late.id}/" in sent["other@example.invalid"].body
    assert "están por vencer" in sent["entity_head@example.invalid"].body
    again = lead.get(lead.post(page("following:remind")).url)
    assert len(mail.outbox) == 3
    assert "Ya recibieron hoy un recordatorio" in again.content.decode()
    assert CommitmentReminder.objects.count() == 3
    assert "Other Person" in lead.get(page(COMMITMENT, number=late.id)).content.decode().split("Recordatorio")[1]


@pytest.mark.parametrize("role", [Role.ENTITY_HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_those_who_lead_remind(as_role, late, role):
    client = as_role(role)
    assert "Enviar recordatorios" not in matrix(client).content.decode()
    assert client.post(page("following:remind")).status_code == 403
    assert not mail.outbox


def test_an_auditor_sees_the_matrix_as_it_stood(as_role, late, lead):
    auditor = as_role(Role.AUDITOR)
    assert numbers(matrix(auditor, "?al=2020-01-01")) == []
    assert "Aún no hay compromisos" in matrix(auditor, "?al=2020-01-01").content.decode()
    assert auditor.get(page(COMMITMENT, number=late.id) + "?al=2020-01-01").status_code == 404


def test_the_queries_do_not_grow_with_the_commitments(
    lead, own, promised, people, policy_site, today, django_assert_max_num_queries
):
    matrix(lead)
    for number in range(12):
        text = f"Promise {number}"
        commit(policy_site, case_id=own.id, text=text, entity="GRA", due=today, actor=people[Role.LEAD])
    with django_assert_max_num_queries(24):
        assert len(numbers(matrix(lead))) == 13


def test_a_person_s_own_page_is_told_what_waits(late, promised, kept, people, today):
    (own,) = due_for(people[Role.ENTITY_REPORTER])
    assert (own.commitment.id, own.days, own.address) == (promised.id, 7, reverse(COMMITMENT, args=[promised.id]))
    (named,) = due_for(people.other)
    assert (named.commitment.id, named.days) == (late.id, -1)
    assert due_for(people[Role.LEAD]) == ()
    assert due_for(people[Role.AUDITOR]) == ()
