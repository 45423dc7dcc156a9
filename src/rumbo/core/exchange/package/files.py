"""Which files make the package, and what does its description say of them?"""

import hashlib
import json
from typing import Any

from rumbo.core.exchange.agreement import same_policy
from rumbo.core.exchange.package.results import result_tables
from rumbo.core.exchange.package.table import Table
from rumbo.core.exchange.package.tree import tree_tables
from rumbo.core.exchange.publication import Publication
from rumbo.core.exchange.zipped import zipped
from rumbo.core.language import _, speaking
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.labels import report_name, simulated_mark, simulated_sentence
from rumbo.core.reporting.model import Report

#: Name of the file that describes the others; the standard fixes it.
DESCRIPTOR = "datapackage.json"


def package_files(policy: Policy, report: Report, publication: Publication) -> dict[str, bytes]:
    """The description and every table by the names of their files; words are in the report's language.

    Args:
        policy: gives the sources.
        report: gives every figure.
        publication: who publishes, where, and under which licence.

    Raises:
        InputError: the report is of another policy.
    """
    same_policy(policy.code, report.policy_code)
    with speaking(report.language):
        tables = (*tree_tables(report), *result_tables(report))
        contents = {table.path: table.content() for table in tables}
        resources = [_resource(table, contents[table.path]) for table in tables]
        document = {**_about(policy, report, publication), "resources": resources}
    return {DESCRIPTOR: json.dumps(document, ensure_ascii=False, indent=2).encode(), **contents}


def package_zip(policy: Policy, report: Report, publication: Publication) -> bytes:
    """The same files in one archive.

    Raises:
        InputError: the report is of another policy.
    """
    return zipped(package_files(policy, report, publication))


def _about(policy: Policy, report: Report, publication: Publication) -> dict[str, Any]:
    publisher, licence = publication.publisher, publication.licence
    title = f"{report.title}: {report_name().lower()} {report.year}"
    return {
        "profile": "tabular-data-package",
        "name": f"{report.policy_code}-{report.year}",
        "id": f"{publication.address}/{report.policy_code}/{report.year}",
        "title": f"{title} ({simulated_mark()})" if report.simulated else title,
        "description": _description(report),
        "version": report.number or report.as_of.date().isoformat(),
        "created": report.as_of.isoformat(),
        "homepage": publication.address,
        "languages": [report.language],
        "keywords": _keywords(policy),
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.url}],
        "contributors": [
            {
                "title": publisher.name,
                "path": publisher.homepage,
                **({"email": publisher.email} if publisher.email else {}),
                "role": "publisher",
            }
        ],
        "sources": [
            {"title": d.title, "sha256": d.sha256} if d.sha256 else {"title": d.title} for d in policy.documents
        ],
        "simulated": report.simulated,
        "report": _report(report),
    }


def _description(report: Report) -> str:
    told = _("What the policy expects and what was obtained up to {year}, indicator by indicator.")
    empty = _("An empty field means that there is no figure; it is never a zero.")
    sentences = [told.format(year=report.year), empty, *([simulated_sentence()] if report.simulated else [])]
    return " ".join(sentences)


def _keywords(policy: Policy) -> list[str]:
    return [policy.short_title, policy.sector, _("public policy"), _("monitoring"), _("indicators")]


def _report(report: Report) -> dict[str, Any]:
    """From which report the figures are, so that they can be found in it again."""
    return {
        "policy": report.policy_code,
        "edition": report.edition,
        "year": report.year,
        "status": report.status,
        "number": report.number,
        "as_of": report.as_of.isoformat(),
        "sha256": fingerprint(report),
        "policy_sha256": report.provenance.policy_sha256,
        "method_sha256": report.provenance.method_sha256,
    }


def _resource(table: Table[Any], content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table.schema(),
    }
