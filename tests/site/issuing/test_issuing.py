"""From approved values to a public report: two signatures, a number, publication."""

import re

import pytest
from django.urls import reverse

from rumbo.apps.accounts.models import Role
from rumbo.apps.jobs.carrying import carry_out
from rumbo.apps.jobs.models import Job
from rumbo.apps.ledger import selectors
from rumbo.core.observations import State
from rumbo.site.issuing.preview import issued_reports, preview_of
from rumbo.site.shown import Shown, report_of


@pytest.fixture
def code(policy_site):
    return policy_site.indicators[0].code


def sign(client, office, content=None):
    content = preview_of(2026).content if content is None else content
    return client.post(reverse("issuing:sign", args=[2026]), {"office": office, "content": content})


def test_the_way_to_a_public_report(as_role, bring, policy_site, code):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    lead, planning = as_role(Role.LEAD), as_role(Role.PLANNING)
    assert "disabled" in planning.get(reverse("issuing:year", args=[2026])).content.decode()
    assert sign(lead, "lead").status_code == 302
    assert planning.post(reverse("issuing:issue", args=[2026])).url == reverse("issuing:year", args=[2026])
    assert sign(planning, "planning").status_code == 302
    asked = planning.post(reverse("issuing:issue", args=[2026]))
    job = Job.objects.get()
    carry_out(job.pk, job.attempt)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.told
    assert asked.url == reverse("jobs:job", args=[job.pk])
    [issued] = selectors.issued_reports(policy_site.code)
    assert report_of(Shown(2026)).with_data == 0
    assert planning.post(reverse("issuing:publish", args=[issued.number])).status_code == 302
    assert report_of(Shown(2026)).with_data == 1
    assert [p.report.number for p in selectors.published_reports(policy_site.code)] == [issued.number]
    name = next(iter(issued.files))
    kept = planning.get(reverse("issuing:file", args=[issued.number, name]))
    assert kept["Content-Disposition"].startswith("attachment")


def said_next(client):
    page = client.get(reverse("issuing:year", args=[2026])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", re.search(r'<p class="next">(.*?)</p>', page)[1]).split())


def test_the_page_says_what_comes_next_and_whose_it_is(as_role, bring, code):
    lead, planning, auditor = as_role(Role.LEAD), as_role(Role.PLANNING), as_role(Role.AUDITOR)
    assert said_next(lead) == "Aún no hay ningún valor aprobado de 2026; no hay nada que emitir."
    bring(code, 2026, "41.5", to=State.VALIDATED)
    assert said_next(lead).startswith("Le toca a usted. El reporte espera la firma de: dirección conductora,")
    assert said_next(auditor).startswith("El reporte espera la firma de:")
    sign(lead, "lead")
    assert said_next(lead) == "El reporte espera la firma de: oficina de planeamiento."
    sign(planning, "planning")
    assert (
        said_next(planning)
        == "Le toca a usted. Las dos oficinas firmaron. La oficina de planeamiento emite el reporte."
    )
    planning.post(reverse("issuing:issue", args=[2026]))
    job = Job.objects.get()
    carry_out(job.pk, job.attempt)
    assert said_next(planning).startswith("Le toca a usted. El reporte 2026-01 está emitido.")
    planning.post(reverse("issuing:publish", args=["2026-01"]))
    assert said_next(planning).startswith("El reporte 2026-01 es público y dice lo que muestra esta página.")


def test_a_report_that_would_say_the_same_is_not_issued_again(as_role, bring, policy_site, code):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    planning = as_role(Role.PLANNING)
    sign(as_role(Role.LEAD), "lead")
    sign(planning, "planning")
    planning.post(reverse("issuing:issue", args=[2026]))
    job = Job.objects.get()
    carry_out(job.pk, job.attempt)
    planning.post(reverse("issuing:publish", args=["2026-01"]))
    assert not preview_of(2026).news
    again = planning.post(reverse("issuing:issue", args=[2026]), follow=True).content.decode()
    assert "Nada ha cambiado desde que se emitió el último reporte de 2026." in again
    assert Job.objects.count() == 1
    bring(code, 2026, "42", to=State.VALIDATED)
    assert preview_of(2026).news


def test_files_are_called_by_format_and_part(as_role, bring, code):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    planning = as_role(Role.PLANNING)
    sign(as_role(Role.LEAD), "lead")
    sign(planning, "planning")
    planning.post(reverse("issuing:issue", args=[2026]))
    job = Job.objects.get()
    carry_out(job.pk, job.attempt)
    [issued] = issued_reports(2026)
    assert issued.files[0].label == "PDF"
    assert "CSV · alertas" in {file.label for file in issued.files}
    assert all(file.size for file in issued.files)


def test_a_later_value_voids_a_signature(as_role, bring, code):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    sign(as_role(Role.LEAD), "lead")
    assert [s.holds for s in preview_of(2026).signatures] == [True, False]
    bring(code, 2026, "42", to=State.VALIDATED)
    assert [s.holds for s in preview_of(2026).signatures] == [False, False]
    assert code in as_role(Role.LEAD).get(reverse("issuing:year", args=[2026])).content.decode()


def test_nobody_signs_what_was_not_shown(as_role, bring, code):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    shown = preview_of(2026).content
    bring(code, 2026, "42", to=State.VALIDATED)
    answer = sign(as_role(Role.LEAD), "lead", shown)
    assert answer.status_code == 409
    assert not preview_of(2026).signatures[0].given


@pytest.mark.parametrize(("role", "office"), [(Role.LEAD, "planning"), (Role.PLANNING, "lead"), (Role.LEAD, "x")])
def test_nobody_signs_for_another_office(as_role, bring, code, role, office):
    bring(code, 2026, "41.5", to=State.VALIDATED)
    assert sign(as_role(role), office).status_code == 404


def test_what_is_not_approved_is_told(as_role, bring, code):
    bring(code, 2026, "41.5", to=State.CONSOLIDATED)
    page = as_role(Role.AUDITOR).get(reverse("issuing:year", args=[2026])).content.decode()
    assert "Un valor reportado no está aprobado" in page
    assert "<button>" not in page.split("<main")[1]


@pytest.mark.parametrize("name", ["..%2f..%2fsecret-key", "x.pdf"])
def test_only_files_of_the_report_leave(as_role, policy_site, name):
    assert as_role(Role.PLANNING).get(f"/emision/reportes/2026-01/{name}").status_code == 404


def test_a_foreign_year_is_told(as_role, policy_site):
    assert as_role(Role.PLANNING).get(reverse("issuing:year", args=[1999])).status_code == 400
