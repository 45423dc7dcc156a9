"""Is the site well, and in which colours does it speak?"""

from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

import rumbo
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.errors import LedgerError
from rumbo.core.workspace import workspace
from rumbo.site.design_tokens import design_tokens
from rumbo.site.setup import missing_migrations


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, its schema is current and the workspace can be written.

    Answers 200 with ``status: ok``, else 503 with the parts that are not well. Nothing secret is told.
    """
    parts: dict[str, str] = {"database": "ok", "schema": "ok", "workspace": "ok"}
    head = None
    try:
        head = selectors.head().sequence
        if missing_migrations():
            parts["schema"] = "old"
    except (DatabaseError, LedgerError):
        parts["database"] = "unreachable"
    if not workspace().evidence.is_dir():
        parts["workspace"] = "missing"
    well = set(parts.values()) == {"ok"}
    told = {"status": "ok" if well else "failing", "version": rumbo.__version__, "ledger_sequence": head, **parts}
    return JsonResponse(told, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)


@cache_control(public=True, max_age=31536000, immutable=True)
def tokens(request: HttpRequest, mark: str) -> HttpResponse:
    """The design tokens as custom properties: one palette for page, workbook, document and charts."""
    return HttpResponse(design_tokens().text, content_type="text/css; charset=utf-8")


@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """Which rooms search engines leave alone: those that ask to sign in, and endless combinations of questions."""
    closed = ("trabajo", "revision", "seguimiento", "emision", "auditoria", "personas", "tareas", "cuenta")
    lines = ["User-agent: *", *(f"Disallow: {prefix}/{room}/" for room in closed for prefix in ("", "/en"))]
    return HttpResponse("\n".join([*lines, "Disallow: /*?"]) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the mark of a site when a file has no page around it."""
    return redirect(static("rumbo/mark.svg"))
