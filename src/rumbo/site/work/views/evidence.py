"""A file of evidence, for who may see it: to save; a picture or a PDF also to look at. Never run, never a page."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from rumbo.apps.desk.access import PREPARERS, may_read
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.evidence import check_kept, place_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history
from rumbo.core.observations import Evidence
from rumbo.site.permissions import READERS
from rumbo.site.persons import person_of, powers_of, roles_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.asked import known_value
from rumbo.site.work.file_types import UNKNOWN, type_of

#: How an address asks to look at a file instead of saving it.
LOOK = "ver"
#: What a file may do in a browser: nothing, not even as a page of its own.
_SHUT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
#: The browser's own reader of PDF documents does not work in a sandbox; it runs nothing of the site either.
_SHUT_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def evidence(request: HttpRequest, code: str, year: int, sha256: str) -> HttpResponseBase:
    """The file, if it supports this value and the person may see it."""
    key = known_value(code, year).key
    return handed_out(_file(request, key, sha256), look=LOOK in request.GET)


def handed_out(file: Evidence, *, look: bool) -> HttpResponseBase:
    """A stored file for a browser that may do nothing with it but save it, or show it where it is a picture or a PDF.

    Args:
        file: name, hash and size.
        look: whether to look at it instead of saving it; other kinds are saved all the same.

    Raises:
        LedgerError: the file is not there, or its bytes are not those that were stored.
    """
    check_kept([file])
    kind = type_of(file.name)
    look = kind.shown and look
    answer = FileResponse(
        place_of(file.sha256).open("rb"),
        as_attachment=not look,
        filename=file.name,
        content_type=kind.content_type if look else UNKNOWN,
    )
    answer.headers["Content-Security-Policy"] = _SHUT_PDF if kind.content_type == "application/pdf" else _SHUT
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _file(request: HttpRequest, key: ObservationKey, sha256: str) -> Evidence:
    """The file by its hash among those of the value.

    Raises:
        Http404: the value has no such file, or the person may not see it.
    """
    reads_all = bool(READERS.roles & roles_of(request.user))
    own = powers_of(request.user).may_report(PREPARERS, policy(), key.indicator)
    found: list[Evidence] = []
    if may_read(person_of(request), policy(), key.indicator) and (draft := draft_of(key)):
        found += draft.evidence
    if reads_all or own:
        found += [file for revision in history(*key) for file in revision.evidence]
    for file in found:
        if file.sha256 == sha256:
            return file
    raise Http404(sha256)
