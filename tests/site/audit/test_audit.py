"""The ledger on a page and as a file: entry after entry, back to the first; all, or those that are asked for."""

import csv
import io
import re
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils.html import escape

from rumbo.apps.accounts.models import Role
from rumbo.apps.accounts.services import deactivate
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.selectors import LogFilter, LogKind
from rumbo.apps.ledger.services import move_due_date, open_campaign
from rumbo.core.observations import Origin, State
from rumbo.site.audit import views

#: An indicator that the first entity reports, and one that the other entity reports.
OWN, FOREIGN = "OP1-I1", "S1.1.2-Q1"


def test_the_log_is_read_to_its_beginning(as_role, bring, policy_site, monkeypatch):
    monkeypatch.setattr(views, "PIECE", 3)
    bring(policy_site.indicators[0].code, 2026, "41.5", to=State.PUBLISHED)
    client, seen, address = as_role(Role.AUDITOR), [], reverse("audit:home")
    while address:
        page = client.get(address)
        seen += [entry.sequence for entry in page.context["entries"]]
        older = page.context["older"]
        address = f"{reverse('audit:home')}?antes={older}" if older else ""
    assert seen == list(range(selectors.head().sequence, 0, -1))


def test_an_empty_ledger_says_so(as_role):
    assert "está vacío" in as_role(Role.AUDITOR).get(reverse("audit:home")).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1;DROP TABLE"])
def test_a_wrong_number_is_told(as_role, policy_site, before):
    assert as_role(Role.AUDITOR).get(reverse("audit:home"), {"antes": before}).status_code == 400


def test_the_check_is_asked_for(as_role, policy_site):
    assert as_role(Role.AUDITOR).post(reverse("audit:verify")).url.startswith("/tareas/")


def test_changes_of_access_are_shown_with_who_made_them(as_role, people):
    deactivate(people.other, actor=people[Role.ADMINISTRATOR], reason="se fue")
    page = as_role(Role.AUDITOR).get(reverse("audit:home")).content.decode()
    assert "Cambios de acceso" in page
    row = next(row for row in page.split("<tr>") if "se fue" in row)
    assert people.other.name in row
    assert people[Role.ADMINISTRATOR].name in row


@pytest.fixture
def busy(people, policy_site, bring):
    """A value of each entity and its steps, the campaign of both, and another due date for the first."""
    bring(OWN, 2026, "41.5", to=State.PUBLISHED)
    bring(FOREIGN, 2026, "2")
    lead = people[Role.LEAD]
    open_campaign(policy_site, 2026, opens=date(2027, 1, 1), due=date(2027, 3, 31), actor=lead)
    move_due_date(policy_site, 2026, people.entity, date(2027, 4, 30), actor=lead, reason="Rain")


def listed(client, **asked):
    page = client.get(reverse("audit:home"), asked)
    assert page.status_code == 200
    return page.context["entries"]


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("busy")
def test_the_log_is_filtered_by_indicator_entity_kind_and_person(as_role, people):
    client, planning = as_role(Role.AUDITOR), people[Role.PLANNING]
    assert {entry.indicator for entry in listed(client, indicador=OWN)} == {OWN}
    assert {entry.kind for entry in listed(client, indicador=OWN)} == {LogKind.VALUE, LogKind.STEP}
    of_other = {(entry.kind, entry.indicator) for entry in listed(client, entidad=people.other_entity)}
    assert of_other == {(LogKind.VALUE, FOREIGN), (LogKind.STEP, FOREIGN), (LogKind.CAMPAIGN, "")}
    of_own = {entry.kind for entry in listed(client, entidad=people.entity)}
    assert of_own == {LogKind.VALUE, LogKind.STEP, LogKind.CAMPAIGN, LogKind.DUE}
    assert listed(client, entidad="GR") == (), "half a code is no code"
    assert [entry.entity for entry in listed(client, tipo="due")] == [people.entity]
    assert {entry.recorded_by for entry in listed(client, persona=planning.pk)} == {planning.name}
    one = listed(client, persona=planning.pk, indicador=OWN, tipo="step", entidad=people.entity)
    assert [entry.kind for entry in one] == [LogKind.STEP] * 2
    assert listed(client, persona=planning.pk, tipo="due") == ()


@pytest.mark.usefixtures("busy")
def test_the_filter_offers_those_who_recorded_and_stays_chosen(as_role, people):
    page = as_role(Role.AUDITOR).get(reverse("audit:home"), {"persona": people[Role.LEAD].pk, "entidad": "ANTIGUA"})
    assert {key for key, _name in page.context["persons"]} == {people[Role.LEAD].pk, people[Role.PLANNING].pk}
    text = page.content.decode()
    assert f'<option value="{people[Role.LEAD].pk}" selected>' in text
    assert '<option value="ANTIGUA" selected>' in text, "a code that the policy no longer names"
    assert "Ningún asiento coincide con lo elegido" in text


def test_paging_keeps_the_filter(as_role, busy, monkeypatch):
    monkeypatch.setattr(views, "PIECE", 2)
    client, seen = as_role(Role.AUDITOR), []
    address = f"{reverse('audit:home')}?indicador={OWN}"
    for _page in range(20):
        page = client.get(address)
        seen += [entry.sequence for entry in page.context["entries"]]
        if page.context["older"] is None:
            break
        address = f"{reverse('audit:home')}?indicador={OWN}&antes={page.context['older']}"
        assert f'href="{escape(address)}"' in page.content.decode()
    assert seen == [entry.sequence for entry in selectors.log(None, asked=LogFilter(indicator=OWN))]
    assert f'href="{reverse("audit:home")}?indicador={OWN}"' in page.content.decode(), "back to the newest"


@pytest.mark.parametrize("asked", [{"persona": "x"}, {"persona": "9" * 30}, {"tipo": "unknown"}])
@pytest.mark.parametrize("route", ["audit:home", "audit:file"])
def test_a_filter_that_cannot_be_is_told(as_role, policy_site, route, asked):
    assert as_role(Role.AUDITOR).get(reverse(route), asked).status_code == 400


@pytest.mark.usefixtures("busy")
def test_the_file_holds_every_entry_that_is_asked_for(as_role, people, monkeypatch):
    monkeypatch.setattr(views, "PIECE", 1)
    client = as_role(Role.AUDITOR)
    answer = client.get(reverse("audit:file"), {"indicador": OWN})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.search(r'filename="asientos_agua-2030_\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    expected = selectors.log(None, asked=LogFilter(indicator=OWN))
    assert [row["Número"] for row in rows_of(answer)] == [str(entry.sequence) for entry in expected]
    assert {(row["Indicador"], row["Año"], row["Entidad"]) for row in rows_of(answer)} == {(OWN, "2026", people.entity)}
    assert [datetime.fromisoformat(row["Cuándo"]) for row in rows_of(answer)] == [e.recorded_at for e in expected]
    assert len(rows_of(client.get(reverse("audit:file")))) == selectors.head().sequence


@pytest.mark.parametrize("begun", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_spreadsheet_runs_a_cell_of_the_file(as_role, people, bring, begun):
    person = people[Role.LEAD]
    type(person).objects.filter(pk=person.pk).update(name=begun)
    person.refresh_from_db()
    bring(OWN, 2026, "41.5")
    assert {row["Quién"] for row in rows_of(as_role(Role.AUDITOR).get(reverse("audit:file")))} == {f"'{begun}"}


def test_simulated_values_are_marked_on_the_page_and_in_the_file(as_role, bring):
    client = as_role(Role.AUDITOR)
    bring(OWN, 2026, "41.5")
    assert "SIMULADO" not in client.get(reverse("audit:file"))["Content-Disposition"]
    bring(FOREIGN, 2026, "2", origin=Origin.SIMULATED)
    assert client.get(reverse("audit:home")).context["simulated"]
    answer = client.get(reverse("audit:file"))
    assert "SIMULADO" in answer["Content-Disposition"]
    assert {(row["Indicador"], row["Simulado"]) for row in rows_of(answer)} == {(OWN, "No"), (FOREIGN, "Sí")}


@pytest.mark.usefixtures("busy")
def test_english(as_role):
    page = as_role(Role.AUDITOR).get("/en" + reverse("audit:home"), {"tipo": "step"}).content.decode()
    assert "Kind of entry" in page
    assert "Tipo de asiento" not in page
