"""How much may one request hold? What is announced as more is refused before any of it is read or laid on the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from rumbo.site.faults import too_large


class Size:
    """Refuses a request that announces more than all the files of a form may weigh together."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the announced length: Django reads no byte beyond it, and none where it is missing."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.REQUEST_MOST_BYTES:
            return too_large(request)
        return self.answer(request)
