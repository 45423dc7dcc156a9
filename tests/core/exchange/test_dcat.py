"""The catalogue is read by an RDF library, says what DCAT-AP asks for, and the same in both forms."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from rumbo.core.exchange.dcat import (
    Catalogue,
    Subject,
    Words,
    catalogue_json_ld,
    catalogue_of,
    catalogue_turtle,
    described,
    distribution,
)
from rumbo.core.exchange.publication import Publication
from rumbo.core.policy.models import Policy

SPDX = Namespace("http://spdx.org/rdf/terms#")
CONTENT = "año,valor\r\n2026,1\r\n".encode()
ISSUED, MODIFIED = date(2027, 1, 31), datetime(2027, 2, 3, 10, 0, tzinfo=UTC)

#: What DCAT-AP 3 makes mandatory or recommends, by class.
ASKED = {
    DCAT.Catalog: (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset, DCTERMS.license, DCTERMS.language,
        DCTERMS.issued, DCTERMS.modified, DCTERMS.spatial, URIRef("http://xmlns.com/foaf/0.1/homepage"),
    ),
    DCAT.Dataset: (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.distribution, DCAT.keyword,
        DCAT.theme, DCTERMS.temporal, DCTERMS.spatial, DCTERMS.issued, DCTERMS.modified, DCTERMS.identifier,
        DCTERMS.accrualPeriodicity, DCAT.landingPage, DCTERMS.language,
    ),
    DCAT.Distribution: (
        DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCAT.byteSize, SPDX.checksum, DCTERMS.license,
        DCTERMS.issued, DCTERMS.title, DCTERMS.language,
    ),
}  # fmt: skip


@pytest.fixture
def catalogue(pnmce: Policy, publication: Publication) -> Catalogue:
    page = publication.address
    file = distribution(
        CONTENT,
        title=Words('Valores "CSV"', "Values <CSV>"),
        address=f"{page}/valores.csv",
        page=page,
        media_type="text/csv; charset=utf-8",
        issued=ISSUED,
        modified=MODIFIED,
        conforms_to="https://www.rfc-editor.org/rfc/rfc4180",
    )
    datasets = [
        described(
            pnmce, subject, address=f"{page}/{subject}", distributions=[file], issued=ISSUED, modified=MODIFIED,
            simulated=subject is Subject.OBSERVATIONS,
        )
        for subject in Subject
    ]  # fmt: skip
    return catalogue_of(pnmce, publication, datasets, issued=ISSUED, modified=MODIFIED)


@pytest.fixture
def graph(catalogue: Catalogue) -> Graph:
    return Graph().parse(data=catalogue_json_ld(catalogue), format="json-ld")


def test_both_forms_say_the_same(catalogue: Catalogue, graph: Graph) -> None:
    turtle = Graph().parse(data=catalogue_turtle(catalogue), format="turtle")
    assert len(graph) > 100
    assert isomorphic(graph, turtle)


def test_everything_that_the_profile_asks_for_is_there(graph: Graph) -> None:
    for kind, asked in ASKED.items():
        nodes = list(graph.subjects(RDF.type, kind))
        assert nodes, kind
        missing = [(node, wanted) for node in nodes for wanted in asked if graph.value(node, wanted, any=True) is None]
        assert not missing


def test_a_file_is_known_by_size_and_hash(graph: Graph) -> None:
    file = URIRef("https://rumbo.example.pe/datos/valores.csv#distribution")
    checksum = graph.value(file, SPDX.checksum)
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    value = graph.value(checksum, SPDX.checksumValue)
    assert value == Literal(hashlib.sha256(CONTENT).hexdigest(), datatype=XSD.hexBinary)
    assert graph.value(file, DCAT.byteSize) == Literal(str(len(CONTENT)), datatype=XSD.nonNegativeInteger)
    assert str(graph.value(file, DCAT.mediaType)) == "http://www.iana.org/assignments/media-types/text/csv"


def test_words_are_in_both_languages(graph: Graph) -> None:
    for kind in ASKED:
        for node in graph.subjects(RDF.type, kind):
            assert {title.language for title in graph.objects(node, DCTERMS.title)} == {"es", "en"}  # type: ignore[attr-defined]


def test_dates_keep_their_kind(graph: Graph) -> None:
    [node] = graph.subjects(RDF.type, DCAT.Catalog)
    assert graph.value(node, DCTERMS.issued) == Literal("2027-01-31", datatype=XSD.date)
    assert graph.value(node, DCTERMS.modified) == Literal("2027-02-03T10:00:00+00:00", datatype=XSD.dateTime)


def test_figures_cover_the_years_of_the_policy(graph: Graph, pnmce: Policy) -> None:
    periods = list(graph.subjects(RDF.type, DCTERMS.PeriodOfTime))
    assert len(periods) == len(Subject)
    assert {str(graph.value(p, DCAT.startDate)) for p in periods} == {f"{pnmce.baseline_year}-01-01"}
    assert {str(graph.value(p, DCAT.endDate)) for p in periods} == {f"{pnmce.horizon}-12-31"}


def test_simulated_values_are_told_of(catalogue: Catalogue) -> None:
    told = {dataset.address.rpartition("/")[2]: dataset.description for dataset in catalogue.datasets}
    assert "simulados" in told["observations"].es
    assert "simulated" in told["observations"].en
    assert "simulados" not in told["sheets"].es


def test_a_country_without_a_code_is_named(tiny_policy: Policy, publication: Publication) -> None:
    found = catalogue_of(tiny_policy, publication, [], issued=ISSUED, modified=MODIFIED)
    assert json.loads(catalogue_json_ld(found))["dct:spatial"] == {"@type": "dct:Location", "skos:prefLabel": "Perú"}


def test_the_context_is_inside(catalogue: Catalogue) -> None:
    context = json.loads(catalogue_json_ld(catalogue))["@context"]
    assert isinstance(context, dict), "an address would have to be fetched by whoever reads it"
    assert catalogue_json_ld(catalogue) == catalogue_json_ld(catalogue)
