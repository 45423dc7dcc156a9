"""A file that supports what was said about a case, a recommendation or a commitment, for whom it concerns."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from rumbo.apps.following.records import EntryRecord
from rumbo.site.following.asked import case_asked, commitment_asked, recommendation_asked
from rumbo.site.work.views.evidence import LOOK, handed_out


@require_safe
def of_case(request: HttpRequest, number: int, sha256: str) -> HttpResponseBase:
    """A file of the history of a case."""
    return _file(request, case_asked(request, number).history, sha256)


@require_safe
def of_recommendation(request: HttpRequest, number: int, sha256: str) -> HttpResponseBase:
    """A file of the history of a recommendation."""
    return _file(request, recommendation_asked(request, number).history, sha256)


@require_safe
def of_commitment(request: HttpRequest, number: int, sha256: str) -> HttpResponseBase:
    """A file of the history of a commitment."""
    promised, _answers = commitment_asked(request, number)
    return _file(request, promised.history, sha256)


def _file(request: HttpRequest, history: Iterable[EntryRecord], sha256: str) -> HttpResponseBase:
    found = next((e.evidence for e in history if e.evidence and e.evidence.sha256 == sha256), None)
    if found is None:
        raise Http404(sha256)
    return handed_out(found, look=LOOK in request.GET)
