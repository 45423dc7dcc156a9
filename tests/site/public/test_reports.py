"""Published reports: their pages, their files to the byte, what differs between two; nothing of an unpublished one."""

import hashlib
import re

import pytest
from django.test import Client

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.evidence import place_of
from rumbo.apps.ledger.selectors import issued_reports
from rumbo.apps.ledger.services import publish
from rumbo.core.observations import State
from rumbo.core.reporting.model import Report
from rumbo.site.public.published import _as_issued


@pytest.fixture
def two_reports(policy_site, bring, publish_report):
    """Two published reports between which a value appeared."""
    bring("OP1-I2", 2026, "14", to=State.VALIDATED)
    publish_report()
    bring("OP1-I1", 2026, "35", to=State.VALIDATED)
    publish_report()
    return issued_reports(policy_site.code)


def test_files_come_as_they_were_issued(two_reports):
    client, kinds = Client(), {}
    for record in two_reports:
        for name, sha256 in record.files.items():
            answer = client.get(f"/informes/{record.number}/{name}")
            assert answer.status_code == 200
            assert hashlib.sha256(answer.content).hexdigest() == sha256
            assert f'filename="{name}"' in answer["Content-Disposition"]
            kinds[name.rsplit(".", 1)[-1]] = (answer["Content-Type"], answer["Content-Disposition"].split(";")[0])
            assert (
                client.get(f"/informes/{record.number}/{name}", headers={"if-none-match": answer["ETag"]}).status_code
                == 304
            )
    assert kinds == {
        "json": ("application/json", "attachment"),
        "csv": ("text/csv; charset=utf-8", "attachment"),
        "html": ("text/html; charset=utf-8", "attachment"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "../../secret-key",
        "%2e%2e%2f%2e%2e%2fsecret-key",
        "..%5c..%5csecret-key",
        "%2fetc%2fpasswd",
        "report.pdf%00.json",
        "rumbo.sqlite3",
        "nada.pdf",
    ],
)
def test_no_other_file_is_given_out(name, two_reports):
    answer = Client().get(f"/informes/{two_reports[0].number}/{name}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("prefix", "said", "lead_on"),
    [
        ("", "No hay un reporte publicado «2026-77»", "/informes/"),
        ("/en", "no published report “2026-77”", "/en/informes/"),
    ],
)
def test_a_number_without_report_leads_to_the_list(prefix, said, lead_on, two_reports):
    for address in ("/informes/2026-77/", f"/informes/{two_reports[0].number}/2026-77/diferencias/"):
        answer = Client().get(prefix + address)
        assert answer.status_code == 404
        text = answer.content.decode()
        assert said in text
        assert f'class="button" href="{lead_on}"' in text


def test_a_file_belongs_to_its_own_report(two_reports):
    first, second = two_reports
    only = next(iter(first.files))
    assert Client().get(f"/informes/2026-77/{only}").status_code == 404
    assert Client().get(f"/informes/{second.number}/{only}x").status_code == 404


def test_an_issued_report_is_nobodys_business_until_it_is_published(policy_site, people, bring, issue_report):
    bring("OP1-I2", 2026, "14", to=State.VALIDATED)
    number = issue_report()
    record = issued_reports(policy_site.code)[0]
    addresses = [f"/informes/{number}/", *(f"/informes/{number}/{name}" for name in record.files)]
    assert [Client().get(address).status_code for address in addresses] == [404] * len(addresses)
    assert number not in Client().get("/informes/").content.decode()
    publish(policy_site, number, actor=people[Role.PLANNING])
    assert [Client().get(address).status_code for address in addresses] == [200] * len(addresses)
    assert number in Client().get("/informes/").content.decode()


def test_differences_tell_what_appeared(two_reports):
    text = Client().get("/informes/2026-01/2026-02/diferencias/").content.decode()
    assert 'href="/indicadores/OP1-I1/"' in text
    assert "35" in text
    assert Client().get("/informes/2026-02/2026-01/diferencias/").status_code == 200
    same = Client().get("/informes/2026-01/2026-01/diferencias/").content.decode()
    assert "Ninguna cifra es distinta" in same


def test_home_tells_what_the_last_report_brought(two_reports):
    text = Client().get("/").content.decode()
    assert "frente al reporte 2026-01" in text
    assert "/informes/2026-01/2026-02/diferencias/" in text


def test_home_tells_what_was_published_since(two_reports, bring):
    bring("S1.1.1-C1", 2026, "60", to=State.PUBLISHED)
    text = Client().get("/").content.decode()
    assert "Desde el reporte 2026-02" in text
    assert 'href="/indicadores/S1.1.1-C1/"' in text


def test_a_report_whose_file_was_lost_is_made_again_from_the_ledger(two_reports):
    record = two_reports[-1]
    before = Client().get(f"/informes/{record.number}/").content.decode()
    name, sha256 = next((n, s) for n, s in record.files.items() if n.endswith(".json"))
    place_of(sha256).unlink()
    _as_issued.cache_clear()
    after = Client().get(f"/informes/{record.number}/?otra=1").content.decode()
    assert "falta el archivo" in after
    assert scores(after) == scores(before) != []
    assert Client().get(f"/informes/{record.number}/{name}").status_code == 400


def scores(text):
    return re.findall(r'class="score-value"><span>([^<]*)<', text)


def test_a_report_that_another_version_wrote_breaks_no_page(publish_report, policy_site, bring, monkeypatch):
    class Later(Report):
        added: str

    bring("OP1-I2", 2026, "14", to=State.VALIDATED)
    number = publish_report()
    monkeypatch.setattr("rumbo.site.public.published.Report", Later)
    _as_issued.cache_clear()
    for path in ("/", "/informes/", f"/informes/{number}/"):
        assert Client().get(path).status_code == 200
    _as_issued.cache_clear()
