"""When is an answer still the one that a program has? ETag and 304, as for the pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from rumbo.site.caching import page_mark

Given = TypeVar("Given")


def fresh(answer: Callable[..., Given]) -> Callable[..., Given | HttpResponse]:
    """Answer 304 to a program that has the answer already; else mark the answer with its ETag."""
    return fresh_by(page_mark)(answer)


def fresh_by(
    mark: Callable[[HttpRequest], str],
) -> Callable[[Callable[..., Given]], Callable[..., Given | HttpResponse]]:
    """The same for answers that depend on what another mark tells.

    Args:
        mark: gives one short text for everything that the answer depends on.
    """

    def marking(answer: Callable[..., Given]) -> Callable[..., Given | HttpResponse]:
        @wraps(answer)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> Given | HttpResponse:
            tag = f'W/"{mark(request)}"'
            if found := get_conditional_response(request, etag=tag):
                found.headers["ETag"] = tag
                return found
            request.answer_tag = tag  # type: ignore[attr-defined] # read by the middleware of the interface
            return answer(request, *args, **kwargs)

        return marked

    return marking
