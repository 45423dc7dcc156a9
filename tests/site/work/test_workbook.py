"""The Excel form: taken, filled, sent back; what is wrong in which cell; what it would change; all of it or nothing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.site.conftest import as_person
from tests.site.filling import page

from rumbo.apps.accounts.models import Role
from rumbo.apps.jobs.carrying import carry_out
from rumbo.apps.jobs.models import Job
from rumbo.apps.ledger.selectors import history, latest_of_year
from rumbo.core.workspace import workspace
from rumbo.site.work import workbooks


@pytest.fixture
def reporter(as_role):
    return as_role(Role.ENTITY_REPORTER)


def form(client, **figures):
    """The form as the site gives it, with figures typed: ``OP2_I1=5``, or a pair for the two terms of a ratio."""
    answer = client.get(page("work:template"), {"anio": "2026"})
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Valores"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Código" for cell in row))
    columns = {str(cell.value): cell.column for cell in header if cell.value}
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        code = str(row[columns["Código"] - 1].value or "")
        typed = figures.get(code.replace("-", "_").replace(".", "_"))
        if typed is None:
            continue
        names = ("Numerador", "Denominador") if isinstance(typed, tuple) else ("Valor obtenido",)
        for name, figure in zip(names, typed if isinstance(typed, tuple) else (typed,), strict=True):
            sheet.cell(row[0].row, columns[name]).value = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content, name="form.xlsx", **more):
    return client.post(page("work:workbook") + "?anio=2026", {"form": SimpleUploadedFile(name, content), **more})


def checked(client, content, **more):
    answer = send(client, content, **more)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], client.get(answer["Location"])


def test_a_right_form_is_shown_before_it_is_recorded(reporter, policy_site):
    where, shown = checked(reporter, form(reporter, OP2_I1=5, S1_1_1_Q1=(60, 120)))
    assert shown.status_code == 200
    assert {change.indicator.code for change in shown.context["preview"].new} == {"OP2-I1", "S1.1.1-Q1"}
    assert not latest_of_year(policy_site.code, 2026), "looking records nothing"
    assert reporter.post(where).status_code == 302
    assert {code: record.value for code, record in latest_of_year(policy_site.code, 2026).items()} == {
        "OP2-I1": 5,
        "S1.1.1-Q1": 50,
    }
    assert reporter.get(where).status_code == 404, "what was recorded is let go"


def test_what_changes_and_what_does_not_is_told(reporter, bring, policy_site):
    bring("OP2-I1", 2026, "5")
    bring("S2.1.1-Q1", 2026, "9")
    _where, shown = checked(reporter, form(reporter, OP2_I1=6))
    found = shown.context["preview"]
    assert [change.indicator.code for change in found.changed] == ["OP2-I1"]
    assert found.changed[0].before.value == 5
    assert [indicator.code for indicator in found.unchanged] == ["S2.1.1-Q1"]


def test_wrong_cells_are_told_one_by_one_as_in_the_sheet(reporter, policy_site):
    where, shown = checked(reporter, form(reporter, OP2_I1="many", S1_1_1_C1=12.5, S2_1_1_Q1=9))
    text = shown.content.decode()
    mirror = shown.context["preview"].mirror
    assert shown.status_code == 422
    assert len(mirror.told) == 2
    (sheet,) = mirror.sheets
    wrong = {cell.text for _line, cells in sheet.rows for cell in cells if cell.wrong}
    assert wrong == {"many", "12.5"}
    for told in mirror.told:
        assert f'id="problem-{told.number}"' in text
        assert f'href="#problem-{told.number}"' in text
        assert told.cell in text
    assert reporter.post(where).status_code == 422
    assert not latest_of_year(policy_site.code, 2026), "nothing is recorded, the right value neither"


def test_values_of_another_entity_are_refused(reporter, people, policy_site):
    lead_form = form(reporter, OP2_I1=5)
    _where, shown = checked(as_person(people.other), lead_form)
    assert shown.status_code == 422
    assert not history(policy_site.code, "OP2-I1", 2026)


def test_what_one_sent_is_nobody_else_s(reporter, people):
    where, _shown = checked(reporter, form(reporter, OP2_I1=5))
    stranger = as_person(people.other)
    assert stranger.get(where).status_code == 404
    assert stranger.post(where).status_code == 404


def test_the_form_of_another_entity_is_not_given(reporter, people):
    assert reporter.get(page("work:template"), {"entidad": people.other_entity}).status_code == 404
    assert send(reporter, b"x", entidad=people.other_entity).status_code == 404


def test_evidence_goes_along(reporter, policy_site):
    csv = "Código,Valor obtenido,Archivos de evidencia\nOP2-I1,5,register.pdf\n".encode()
    missing = checked(reporter, csv, name="form.csv")[1]
    assert missing.status_code == 422
    assert "register.pdf" in missing.content.decode()
    where, shown = checked(
        reporter, csv, name="form.csv", files=[SimpleUploadedFile("register.pdf", b"%PDF-1.7 register")]
    )
    assert shown.status_code == 200
    reporter.post(where)
    (revision,) = history(policy_site.code, "OP2-I1", 2026)
    assert {file.name for file in revision.evidence} == {"register.pdf", "form.csv"}


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (150 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("form.xlsx", b"<!doctype html><script>alert(1)</script>"),
        ("form.xlsx", b"%PDF-1.7"),
        ("form.xlsx", b"PK\x03\x04broken"),
        ("form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"),
        ("form.csv", b"a,b\n1,2"),
        ("../../form.xlsx", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_is_no_form_is_refused_with_the_reason(reporter, name, content, policy_site):
    _where, shown = checked(reporter, content, name=name)
    assert shown.status_code == 422
    assert shown.context["preview"].mirror.told
    assert not shown.context["preview"].mirror.sheets


def test_a_bomb_is_not_unpacked(reporter):
    _where, shown = checked(reporter, bomb())
    assert shown.status_code == 422


def test_a_workbook_too_large_is_refused_at_the_door(reporter, settings):
    settings.EVIDENCE_MOST_BYTES = 1 << 20
    answer = send(reporter, b"PK\x03\x04" + b"0" * (1 << 20))
    assert answer.status_code == 422
    assert "se aceptan 1 MB" in answer.content.decode()
    assert not (workspace().home / "arriving").exists()


def test_without_a_file_it_is_asked_for(reporter):
    answer = reporter.post(page("work:workbook"), {})
    assert answer.status_code == 422
    assert "No se eligió ningún formulario" in answer.content.decode()


def test_evidence_beside_the_form_passes_the_same_door(reporter):
    answer = send(reporter, form(reporter, OP2_I1=5), files=[SimpleUploadedFile("page.html", b"<html>")])
    assert answer.status_code == 422
    assert "page.html" in answer.content.decode()


def work_off():
    """Do every job that waits, as a worker does."""
    for job in Job.objects.filter(state=Job.State.QUEUED):
        carry_out(job.pk, job.attempt)


def test_a_large_form_is_read_in_the_background(reporter, policy_site, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGE_BYTES", 1000)
    where, shown = checked(reporter, form(reporter, OP2_I1=5))
    assert "Se está leyendo el formulario" in shown.content.decode()
    work_off()
    shown = reporter.get(where)
    assert [change.indicator.code for change in shown.context["preview"].new] == ["OP2-I1"]
    assert not latest_of_year(policy_site.code, 2026)
    answer = reporter.post(where)
    assert answer["Location"].startswith(page("jobs:home"))
    work_off()
    assert [job.state for job in Job.objects.all()] == [Job.State.DONE, Job.State.DONE]
    assert latest_of_year(policy_site.code, 2026)["OP2-I1"].value == 5


def test_english_too(reporter):
    assert "Report with the Excel form" in reporter.get("/en" + page("work:workbook")).content.decode()
