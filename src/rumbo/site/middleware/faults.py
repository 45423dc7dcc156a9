"""What a reader is told when a request cannot be used: the problems in words, never a trace."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from rumbo.core.errors import RumboError
from rumbo.site.faults import other_method, unusable


class Faults:
    """Turns an error of the project that a view did not treat itself into a page that says how to mend it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; a method that an address does not take is told on a page as well."""
        answer = self.answer(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return other_method(request, answer.headers["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The page of an unusable request; ``None`` leaves any other error to Django."""
        return unusable(request, error) if isinstance(error, RumboError) else None
