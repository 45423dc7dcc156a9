"""The pages of audit: what was recorded, one entry after the other, and whether the record is whole."""

from datetime import UTC, datetime
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.accounts.reading import access_changes
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.selectors import LogKind
from rumbo.core.reporting.labels import local, simulated_mark
from rumbo.site.audit.asking import before_asked, filter_asked
from rumbo.site.audit.files import csv_bytes
from rumbo.site.audit.words import kind_name
from rumbo.site.downloads import download
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy

#: Entries on a page.
PIECE = 50
#: Changes of access that the page shows.
LAST_CHANGES = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The ledger, newest entry first; those that the address asks for, older ones by the entry before which to read."""
    before, asked = before_asked(request.GET), filter_asked(request.GET)
    found = selectors.log(PIECE + 1, before=before, asked=asked)
    entries = tuple(islice(found, PIECE))
    context = {
        "head": selectors.head(),
        "entries": entries,
        "before": before,
        "older": entries[-1].sequence if len(found) > PIECE else None,
        "asked": asked,
        "persons": selectors.recorders(),
        "indicators": policy().indicators,
        "entities": _entities(asked.entity),
        "kinds": [(kind.value, kind_name(kind)) for kind in LogKind],
        "access_changes": () if before or asked.asks else access_changes(policy().code)[:LAST_CHANGES],
        "simulated": any(entry.simulated for entry in entries),
    }
    return render(request, "audit/home.html", context)


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Every entry that the address asks for, for a spreadsheet."""
    entries = selectors.log(None, asked=filter_asked(request.GET))
    day = local(datetime.now(UTC)).date().isoformat()
    mark = [simulated_mark()] if any(entry.simulated for entry in entries) else []
    return download(csv_bytes(entries), "_".join(["asientos", policy().code, day, *mark]) + ".csv")


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Check the whole ledger, in the background."""
    return redirect("jobs:job", id=start("verification", {}, person_of(request)).pk)


def _entities(asked: str) -> list[tuple[str, str]]:
    """Code and name of the entities that can be chosen; one asked for by an older code stays chosen."""
    known = [(entity.code, entity.name) for entity in policy().entities]
    return known if not asked or asked in dict(known) else [*known, (asked, asked)]
