"""In which language a page speaks: the one of its address. Spanish at the root, English under ``/en/``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from rumbo.core.language import Language, speaking

Answer = Callable[[HttpRequest], HttpResponseBase]


def speak(answer: Answer) -> Answer:
    """Let the project's own sentences follow the language that Django chose for the request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with speaking(_spoken(request)):
            return answer(request)

    return middleware


def _spoken(request: HttpRequest) -> Language:
    """The language of the address; of the interface for programs, the one that was asked for by name."""
    chosen = request.GET.get("lang", "") if request.path.startswith("/api/") else get_language()
    return "en" if (chosen or "es").startswith("en") else "es"
