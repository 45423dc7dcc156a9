"""How long lists are cut: ``limit`` and ``offset``, the whole count, and links to what is before and after."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

Row = TypeVar("Row")
MOST = 500


class Cut(Schema):
    """Which piece of a list is asked for."""

    limit: int = Field(100, ge=1, le=MOST, description="How many entries at most.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many entries are skipped.")


def cut(request: HttpRequest, response: HttpResponse, rows: Sequence[Any], piece: Cut) -> dict[str, Any]:
    """A piece of a list, with ``Link`` headers to its neighbours (RFC 8288)."""
    links = []
    if piece.offset + piece.limit < len(rows):
        links.append(_link(request, piece.offset + piece.limit, piece.limit, "next"))
    if piece.offset:
        links.append(_link(request, max(0, piece.offset - piece.limit), piece.limit, "prev"))
    if links:
        response["Link"] = ", ".join(links)
    return {"items": list(rows[piece.offset : piece.offset + piece.limit]), "count": len(rows)}


def _link(request: HttpRequest, offset: int, limit: int, relation: str) -> str:
    asked = request.GET.copy()
    asked["offset"], asked["limit"] = str(offset), str(limit)
    return f'<{request.build_absolute_uri(request.path)}?{asked.urlencode()}>; rel="{relation}"'
