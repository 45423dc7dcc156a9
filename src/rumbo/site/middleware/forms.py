"""With what does a page answer when the form that was sent comes back with something to mend? With 422, every page.

A program, a test and a log then tell what was taken from what was not by the status alone. Pages that choose a status
themselves keep it.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse


class Forms:
    """Gives 422 to a page that shows a form which was sent and not taken."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the page is looked at before it is written."""
        return self.answer(request)

    def process_template_response(self, request: HttpRequest, page: SimpleTemplateResponse) -> SimpleTemplateResponse:
        """Look at what the page is about to show."""
        told = page.context_data or {}
        if request.method == "POST" and page.status_code == HTTPStatus.OK and _to_mend(told):
            page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return page


def _to_mend(told: Mapping[str, object]) -> bool:
    """Whether the page tells of something to mend: errors of its form, or problems that a service found."""
    return bool(told.get("problems") or getattr(told.get("form"), "errors", None))
