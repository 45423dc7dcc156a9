"""Are the files of every issued report still the ones that were issued? Each is hashed and compared with its record."""

import json
from collections.abc import Iterator

from django.db.models import TextField
from django.db.models.functions import Cast

from rumbo.apps.ledger.evidence import file_sha256, place_of
from rumbo.apps.ledger.models import IssuedReport
from rumbo.apps.ledger.verification.faults import Fault, FaultKind
from rumbo.core.language import _


def report_file_faults() -> Iterator[Fault]:
    """The files that are missing or altered, report by report."""
    found = IssuedReport.objects.order_by("sequence").annotate(told=Cast("files", TextField()))
    for sequence, policy, number, told in found.values_list("sequence", "policy", "number", "told").iterator():
        for name, sha256 in _named(told):
            if what := _wrong(name, sha256, number):
                subject = f"{policy} {number} {name}"
                yield Fault(FaultKind.REPORT_FILE, IssuedReport.table(), sequence, sequence, subject, what)


def _named(told: str) -> list[tuple[str, str]]:
    """Names and hashes of a record; none where it makes no sense, which is a fault of its row and told there."""
    try:
        return sorted((str(name), str(sha256)) for name, sha256 in json.loads(told).items())
    except (ValueError, TypeError, AttributeError):
        return []


def _wrong(name: str, sha256: str, number: str) -> str:
    place = place_of(sha256)
    if not place.is_file():
        return _("The file “{name}” of the report {number} is missing; put it back from a backup.").format(
            name=name, number=number
        )
    if file_sha256(place) != sha256:
        return _(
            "The file “{name}” of the report {number} is not what was issued: its hash has changed; put it back from "
            "a backup."
        ).format(name=name, number=number)
    return ""
