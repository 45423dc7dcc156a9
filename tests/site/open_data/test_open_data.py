"""The open data as those read them who use them again: independent readers, portals, feed readers."""

import csv
import hashlib
import io
import json
import zipfile
from http import HTTPStatus

import feedparser
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from frictionless import Package
from openpyxl import load_workbook
from pysdmx.io import read_sdmx
from rdflib import DCAT, DCTERMS, Graph

from rumbo.apps.accounts.models import Role
from rumbo.core.observations import Origin, State
from rumbo.site.open_data.downloads import downloads
from rumbo.site.open_data.publisher import publication

FILES = (
    "fichas.csv", "fichas.xlsx", "fichas.json", "valores.csv", "esperados.csv", "valores.xlsx", "valores.json",
    "paquete.zip", "sdmx.zip", "sdmx-estructura.xml", "sdmx-estructura-2.1.xml", "sdmx-datos.csv",
)  # fmt: skip
FEEDS = ("open_data:reports_feed", "open_data:alerts_feed")
CATALOGUES = {"open_data:catalogue_json_ld": "json-ld", "open_data:catalogue_turtle": "turtle"}


@pytest.fixture
def visitor(policy_site):
    return Client()


def file(name):
    return reverse("open_data:file", args=[name])


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_tells_of_every_file_as_it_is_handed_out(policy_site, bring, visitor, language):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    with override(language):
        page = visitor.get(reverse("open_data:home"))
        text = page.content.decode()
        assert page.status_code == HTTPStatus.OK
        assert "Open Data Commons" in text
        for name in FILES:
            answer = visitor.get(file(name))
            assert f'href="{file(name)}"' in text
            assert hashlib.sha256(answer.content).hexdigest() in text, name
        for kind in ("application/ld+json", "text/turtle", "application/atom+xml"):
            assert f'<link rel="alternate" type="{kind}"' in text


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_type_its_name_and_an_etag(name, bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    answer = visitor.get(file(name))
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"].partition(";")[0] != "text/html"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    again = visitor.get(file(name), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert not again.content
    bring("OP1-I1", 2025, "40", to=State.PUBLISHED)
    if name.startswith(("valores", "paquete", "sdmx.zip", "sdmx-datos")):
        assert visitor.get(file(name), headers={"if-none-match": answer["ETag"]}).status_code == HTTPStatus.OK


def test_files_stay_the_same_to_the_byte_while_nothing_public_changes(bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    before = {name: visitor.get(file(name)).content for name in FILES}
    bring("OP1-I1", 2025, "39", to=State.VALIDATED)
    assert {name: visitor.get(file(name)).content for name in FILES} == before


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CONSOLIDATED, State.VALIDATED])
def test_only_published_values_leave_the_house(state, policy_site, bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    bring("OP1-I1", 2025, "12.34567", to=state)
    assert [(row["indicator"], row["year"]) for row in rows_of(visitor.get(file("valores.csv")).content)] == [
        ("OP1-I1", "2026")
    ]
    for name in FILES:
        assert b"12.34567" not in whole(name, visitor.get(file(name)).content)
    for form in ("csv", "json"):
        assert b"12.34567" not in visitor.get(reverse("open_data:indicator", args=["OP1-I1", form])).content


def test_no_file_names_who_recorded_a_value(people, bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    names = [people[role].name.encode() for role in Role]
    for name in FILES:
        content = whole(name, visitor.get(file(name)).content)
        assert not [who for who in names if who in content], name


def whole(name, content):
    """Everything in a file as bytes, unpacked."""
    if not name.endswith((".zip", ".xlsx")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(member) for member in archive.namelist())


def test_the_package_is_valid_for_its_own_reader(bring, visitor, tmp_path):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    with zipfile.ZipFile(io.BytesIO(visitor.get(file("paquete.zip")).content)) as archive:
        archive.extractall(tmp_path / "package")
    package = Package(str(tmp_path / "package" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["message"])
    assert package.get_resource("observations").read_rows()[0]["value"] == 41.5
    assert package.to_descriptor()["licenses"][0]["name"] == "ODC-By-1.0"


def test_sdmx_is_read_by_its_library(bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    message = read_sdmx(io.BytesIO(visitor.get(file("sdmx-estructura.xml")).content), validate=False)
    assert message.structures
    rows = rows_of(visitor.get(file("sdmx-datos.csv")).content)
    assert "41.5" in {row["OBS_VALUE"] for row in rows}


def test_workbooks_hold_figures_and_no_formula(bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    book = load_workbook(io.BytesIO(visitor.get(file("valores.xlsx")).content))
    sheet = book["observations"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet[2][heads.index("value")].value == 41.5
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]


def test_json_says_where_it_comes_from(bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    told = json.loads(visitor.get(file("valores.json")).content)
    assert told["tables"]["observations"]["rows"][0]["value"] == 41.5
    assert told["simulated"] is False
    sheets = json.loads(visitor.get(file("fichas.json")).content)
    assert {row["indicator"] for row in sheets["tables"]["indicators"]["rows"]} >= {"OP1-I1"}


def test_what_is_simulated_says_so_in_name_and_content(bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED, origin=Origin.SIMULATED)
    for name in FILES:
        assert "SIMULADO" in visitor.get(file(name))["Content-Disposition"], name
    assert rows_of(visitor.get(file("valores.csv")).content)[0]["simulated"] == "true"
    assert "notice" in json.loads(visitor.get(file("valores.json")).content)
    assert "SIMULADO" in visitor.get(reverse("open_data:home")).content.decode()
    one = visitor.get(reverse("open_data:indicator", args=["OP1-I1", "csv"]))
    assert "SIMULADO" in one["Content-Disposition"]
    assert {row["simulated"] for row in rows_of(one.content) if row["obtained"]} == {"true"}


@pytest.mark.parametrize(("route", "form"), CATALOGUES.items())
def test_the_catalogue_names_every_file_with_size_and_hash(route, form, bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    graph = Graph().parse(data=visitor.get(reverse(route)).content.decode(), format=form)
    assert len(list(graph.subjects(predicate=None, object=DCAT.Dataset))) >= 2
    offered = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert offered == {f"http://testserver{file(name)}" for name in FILES}
    sizes = {int(size) for size in graph.objects(None, DCAT.byteSize)}
    assert len(visitor.get(file("paquete.zip")).content) in sizes
    assert list(graph.objects(None, DCTERMS.license))


def test_one_indicator_as_csv_and_json(policy_site, bring, visitor):
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    answer = visitor.get(reverse("open_data:indicator", args=["OP1-I1", "csv"]))
    by_year = {row["year"]: row for row in rows_of(answer.content)}
    assert by_year["2026"]["obtained"] == "41.5"
    assert by_year[str(policy_site.indicator("OP1-I1").baseline.year)]["is_baseline"] == "true"
    told = visitor.get(reverse("open_data:indicator", args=["OP1-I1", "json"])).json()
    assert {year["year"]: year["obtained"] for year in told["years"]}[2026] == 41.5
    assert told["licence"] == "ODC-By-1.0"
    assert by_year["2028"]["obtained"] == ""  # not known is not a zero
    for code, form in (("OP9-I9", "csv"), ("OP1-I1", "exe"), ("..%2f..%2fetc", "csv")):
        assert visitor.get(f"/datos/indicadores/{code}.{form}").status_code == HTTPStatus.NOT_FOUND


def test_one_indicator_says_why_a_figure_is_missing_and_which_is_simulated(policy_site, bring, visitor):
    bring("OP2-I1", 2026, "", to=State.PUBLISHED, no_data_reason="No se realizó la encuesta.")
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED, origin=Origin.SIMULATED)
    missing, simulated = (visitor.get(reverse("open_data:indicator", args=[c, "csv"])) for c in ("OP2-I1", "OP1-I2"))
    told = {row["year"]: (row["obtained"], row["no_data_reason"], row["light"]) for row in rows_of(missing.content)}
    assert told["2026"] == ("", "No se realizó la encuesta.", "no_data")
    assert 'filename="agua-2030_OP1-I2_SIMULADO.csv"' in simulated["Content-Disposition"]
    assert {row["year"]: row["simulated"] for row in rows_of(simulated.content)}["2026"] == "true"
    page = visitor.get(reverse("public:indicator", args=["OP2-I1"])).content.decode()
    assert "No se realizó la encuesta." in page


@pytest.mark.parametrize("route", FEEDS)
def test_feeds_are_read_by_a_feed_reader_and_keep_their_ids(route, policy_site, visitor):
    answer = visitor.get(reverse(route))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:")
    assert feed.feed.updated
    assert feed.feed.author
    assert visitor.get(reverse(route)).content == answer.content
    other = Client().get(reverse(route), headers={"host": "localhost"})
    assert feedparser.parse(other.content).feed.id == feed.feed.id
    assert visitor.get(reverse(route), headers={"if-none-match": answer["ETag"]}).status_code == HTTPStatus.NOT_MODIFIED


def test_an_empty_installation_has_open_data(policy_site, visitor):
    page = visitor.get(reverse("open_data:home"))
    assert page.status_code == HTTPStatus.OK
    assert not page.context["values"]
    for name in FILES:
        assert visitor.get(file(name)).status_code == HTTPStatus.OK
    assert not rows_of(visitor.get(file("valores.csv")).content)
    assert rows_of(visitor.get(file("fichas.csv")).content)
    for route in (*FEEDS, *CATALOGUES):
        assert visitor.get(reverse(route)).status_code == HTTPStatus.OK


def test_what_is_not_there_is_not_found(policy_site, visitor):
    for name in ("nothing.csv", "..%2fsecret-key", "paquete.zip%00"):
        assert visitor.get(f"/datos/archivos/{name}").status_code == HTTPStatus.NOT_FOUND


def test_every_file_of_the_list_is_tested(policy_site, rf):
    assert tuple(d.name for d in downloads(publication(rf.get("/")), "es")) == FILES
