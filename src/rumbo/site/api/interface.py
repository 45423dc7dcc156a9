"""The interface whole: its routers, its limits, how it writes and how it says no."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

import rumbo
from rumbo.site.api import trade, writing  # noqa: F401 - they add their operations to the router
from rumbo.site.api.parsing import OneMeaning
from rumbo.site.api.problems import MEDIA_TYPE, handle_problems
from rumbo.site.api.reading import router
from rumbo.site.api.rendering import FiguresRenderer

_ABOUT = """Read everything public without a key; report the values of a unit with a token.

Figures are JSON numbers; a figure that is missing is `null`, never zero. Lists are cut by `limit` and `offset`; `count`
is the whole, `Link` names the neighbours. Answers carry an `ETag`: send it back in `If-None-Match` and an unchanged
answer is `304`. Errors are `application/problem+json` with every problem: what, where and how to mend it. `lang=en`
gives sentences in English."""


class _Interface(NinjaAPI):
    """Puts the ETag of an answer into its head."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description, in which problems have their own media type."""
        schema = super().get_openapi_schema(**kwargs)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema

    def create_response(self, request: HttpRequest, data: object, **kwargs: object) -> HttpResponse:
        """The answer as it leaves."""
        response = super().create_response(request, data, **kwargs)  # type: ignore[arg-type]
        if tag := getattr(request, "answer_tag", None):
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response


api = _Interface(
    title="Rumbo",
    version=rumbo.__version__,
    description=_ABOUT,
    urls_namespace="api",
    docs_url=None,
    renderer=FiguresRenderer(),
    parser=OneMeaning(),
    throttle=[AnonRateThrottle("300/m"), AuthRateThrottle("600/m")],
)
api.add_router("", router)
handle_problems(api)
