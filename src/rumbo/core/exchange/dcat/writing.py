"""How is the catalogue written? As JSON-LD with its context inside, so that nobody must fetch anything to read it."""

import json
import re
from datetime import date, datetime
from typing import Any

from rumbo.core.exchange.dcat.records import Catalogue, Dataset, Distribution, Words
from rumbo.core.exchange.publication import Licence, Publisher

#: For servers that hand the files out.
JSON_LD_MEDIA_TYPE = "application/ld+json"
TURTLE_MEDIA_TYPE = "text/turtle; charset=utf-8"

_EUROPE = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"es": f"{_EUROPE}/language/SPA", "en": f"{_EUROPE}/language/ENG"}

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue_json_ld(catalogue: Catalogue) -> bytes:
    """The catalogue as JSON-LD; the same catalogue gives the same bytes."""
    return json.dumps(_catalogue(catalogue), ensure_ascii=False, indent=2).encode()


def catalogue_turtle(catalogue: Catalogue) -> bytes:
    """The same catalogue as Turtle."""
    from rdflib import Graph  # noqa: PLC0415 - slow to load, and only this form needs it

    return (
        Graph().parse(data=catalogue_json_ld(catalogue), format="json-ld").serialize(format="turtle", encoding="utf-8")
    )


def _catalogue(catalogue: Catalogue) -> dict[str, Any]:
    publication = catalogue.publication
    return {
        "@context": _CONTEXT,
        "@id": f"{publication.address}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _words(catalogue.title),
        "dct:description": _words(catalogue.description),
        "dct:publisher": _publisher(publication.publisher),
        "dct:license": _licence(publication.licence),
        "dct:language": [{"@id": _LANGUAGES[chosen]} for chosen in catalogue.languages],
        "dct:spatial": _country(catalogue.country),
        "dct:issued": _moment(catalogue.issued),
        "dct:modified": _moment(catalogue.modified),
        "foaf:homepage": {"@id": publication.address},
        "dcat:dataset": [_dataset(dataset, catalogue) for dataset in catalogue.datasets],
    }


def _dataset(dataset: Dataset, catalogue: Catalogue) -> dict[str, Any]:
    publication = catalogue.publication
    languages = dict.fromkeys(chosen for d in dataset.distributions for chosen in d.languages)
    return {
        "@id": f"{dataset.address}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.address,
        "dct:title": _words(dataset.title),
        "dct:description": _words(dataset.description),
        "dcat:keyword": [said for keyword in dataset.keywords for said in _words(keyword)],
        "dcat:theme": [{"@id": f"{_EUROPE}/data-theme/ECON"}, {"@id": f"{_EUROPE}/data-theme/GOVE"}],
        "dct:publisher": {"@id": _agent(publication.publisher)},
        "dcat:contactPoint": _contact(publication.publisher),
        "dct:accrualPeriodicity": {"@id": f"{_EUROPE}/frequency/{dataset.frequency}"},
        "dct:spatial": _country(catalogue.country),
        **_period(dataset),
        "dct:language": [{"@id": _LANGUAGES[chosen]} for chosen in languages],
        "dct:issued": _moment(dataset.issued),
        "dct:modified": _moment(dataset.modified),
        "dcat:landingPage": {"@id": dataset.address},
        "dcat:distribution": [_distribution(one, publication.licence) for one in dataset.distributions],
    }


def _distribution(one: Distribution, licence: Licence) -> dict[str, Any]:
    return {
        "@id": f"{one.download_url}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _words(one.title),
        "dcat:accessURL": {"@id": one.access_url},
        "dcat:downloadURL": {"@id": one.download_url},
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{one.media_type.partition(';')[0]}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(one.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": one.sha256},
        },
        "dct:license": {"@id": licence.url},
        "dct:language": [{"@id": _LANGUAGES[chosen]} for chosen in one.languages],
        "dct:issued": _moment(one.issued),
        **({"dct:modified": _moment(one.modified)} if one.modified else {}),
        **({"dct:conformsTo": {"@id": one.conforms_to, "@type": "dct:Standard"}} if one.conforms_to else {}),
    }


def _words(words: Words) -> list[dict[str, str]]:
    return [{"@language": "es", "@value": words.es}, {"@language": "en", "@value": words.en}]


def _publisher(publisher: Publisher) -> dict[str, Any]:
    return {
        "@id": _agent(publisher),
        "@type": "foaf:Agent",
        "foaf:name": publisher.name,
        "foaf:homepage": {"@id": publisher.homepage},
        **({"foaf:mbox": {"@id": f"mailto:{publisher.email}"}} if publisher.email else {}),
    }


def _agent(publisher: Publisher) -> str:
    """The publisher itself, which is not its page."""
    return f"{publisher.homepage}#publisher"


def _contact(publisher: Publisher) -> dict[str, Any]:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": publisher.name,
        **({"vcard:hasEmail": {"@id": f"mailto:{publisher.email}"}} if publisher.email else {}),
        "vcard:hasURL": {"@id": publisher.homepage},
    }


def _licence(licence: Licence) -> dict[str, Any]:
    return {
        "@id": licence.url,
        "@type": "dct:LicenseDocument",
        "dct:title": licence.title,
        "dct:identifier": licence.name,
    }


def _country(country: str) -> dict[str, Any]:
    """The country by its code of ISO 3166, or by its name where the policy gives no code."""
    told = "dct:identifier" if re.fullmatch("[A-Z]{2}", country) else "skos:prefLabel"
    return {"@type": "dct:Location", told: country}


def _period(dataset: Dataset) -> dict[str, Any]:
    if dataset.first_day is None or dataset.last_day is None:
        return {}
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _moment(dataset.first_day),
            "dcat:endDate": _moment(dataset.last_day),
        }
    }


def _moment(value: date | datetime) -> dict[str, str]:
    kind = "xsd:dateTime" if isinstance(value, datetime) else "xsd:date"
    return {"@type": kind, "@value": value.isoformat()}
