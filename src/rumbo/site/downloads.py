"""How does a file leave the site? Under its name, as what it is, never run by the browser."""

import mimetypes

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_KINDS = {".csv": "text/csv; charset=utf-8", ".json": "application/json", ".jsonld": "application/ld+json"}


def download(content: bytes, name: str, kind: str = "") -> HttpResponse:
    """A file to be kept; an HTML page of a report may not run or fetch anything, wherever it is opened.

    Args:
        content: its bytes.
        name: name under which the reader keeps it.
        kind: media type; by the ending of the name without one.
    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    found = kind or _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = HttpResponse(content, content_type=found)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return answer
