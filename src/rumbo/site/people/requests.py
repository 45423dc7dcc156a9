"""What is known of whoever stands behind a request: from where, with which browser."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str | None:
    """The network address of the reader; behind a proxy the one that the proxy names (``RUMBO_BEHIND_PROXY``)."""
    known: str | None = get_client_ip(request)
    return known


def browser(request: HttpRequest) -> str:
    """How the browser calls itself; empty where it does not."""
    return str(request.META.get("HTTP_USER_AGENT", ""))
