"""When may a page be given again without making it anew? While nothing that everyone sees has changed."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

import rumbo
from rumbo.apps.following.models import Commitment, Entry
from rumbo.core.language import language
from rumbo.core.reporting.labels import local
from rumbo.site.policy_shown import method, policy
from rumbo.site.shown import public_mark

View = Callable[..., HttpResponseBase]
_KEPT_SECONDS = 24 * 3600
_Page = tuple[bytes, str, str | None]
_SLOTS = 32


def kept_by(mark_of: Callable[[HttpRequest], str], *, largest: int | None = None) -> Callable[[View], View]:
    """Keep the pages of a view for visitors, with an ETag, as long as a mark stays the same.

    For the signed-in nothing is kept: their pages know who they are. Of many readers who ask for a page that is not
    kept yet, one makes it and the others wait for it.

    Args:
        mark_of: what a page depends on, as one short text.
        largest: pages of more bytes are not kept; ``None`` keeps all.
    """
    being_made = tuple(Lock() for _each in range(_SLOTS))

    def keeping(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"} or request.user.is_authenticated:
                return _private(view(request, *args, **kwargs))
            mark = mark_of(request)
            tag = f'W/"{mark}"'
            if found := get_conditional_response(request, etag=tag):
                return found
            page = cache.get(mark)
            if page is None:
                with being_made[hash(mark) % _SLOTS]:
                    page = cache.get(mark) or _made(view(request, *args, **kwargs))
                    if isinstance(page, HttpResponseBase):
                        return page
                    if largest is None or len(page[0]) <= largest:
                        cache.set(mark, page, _KEPT_SECONDS)
            return _answer(page, tag)

        return kept

    return keeping


def page_mark(request: HttpRequest) -> str:
    """What a public page depends on, as one short text: address, language, figures, method, day, software."""
    depends = (
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        language(),
        policy().sha256,
        method().sha256,
        str(public_mark()),
        _followed_mark(),
        local(datetime.now(UTC)).date().isoformat(),
        rumbo.__version__,
    )
    return hashlib.sha256("\n".join(depends).encode()).hexdigest()[:32]


#: Keeps a page until the published figures, the day or the software change.
public_page = kept_by(page_mark)


def _followed_mark() -> str:
    """The last thing done about alerts and commitments: public pages show those that were made public."""
    last = (rows.objects.order_by("-pk").values_list("pk", flat=True).first() for rows in (Entry, Commitment))
    return " ".join(map(str, last))


def _made(answer: HttpResponseBase) -> _Page | HttpResponseBase:
    """What is kept of an answer; the answer itself where it is none to keep."""
    if answer.status_code != HTTPStatus.OK or not isinstance(answer, HttpResponse) or answer.cookies:
        return answer
    return answer.content, answer.headers["Content-Type"], answer.headers.get("Content-Disposition")


def _answer(page: _Page, tag: str) -> HttpResponse:
    content, kind, disposition = page
    answer = HttpResponse(content, content_type=kind)
    if disposition:
        answer.headers["Content-Disposition"] = disposition
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(answer, ["Cookie", "HX-Request"])
    return answer


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return answer
