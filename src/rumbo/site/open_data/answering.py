"""How is a file handed out? Under its hash as ETag, so that whoever has it already is told so, and by its own name."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header


def file_answer(
    request: HttpRequest, content: bytes, media_type: str, saved_as: str, *, attached: bool = True
) -> HttpResponse:
    """A file, or 304 to whoever has it.

    Args:
        request: tells what the reader has.
        content: the bytes.
        media_type: what they are.
        saved_as: name of the file on the reader's disk.
        attached: saved rather than shown by a browser.
    """
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    answer = get_conditional_response(request, etag=tag)
    if answer is None or answer.status_code >= 400:  # noqa: PLR2004 - conditions that no reader of files sets
        answer = HttpResponse(content, content_type=media_type)
        answer.headers["Content-Disposition"] = content_disposition_header(attached, saved_as) or ""
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return answer
