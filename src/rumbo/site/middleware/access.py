"""Who may enter: the permission table, asked before every view."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from rumbo.site.permissions import TABLE
from rumbo.site.persons import roles_of
from rumbo.site.routes import nameless


class Access:
    """Refuses a route to whoever the table does not name: a visitor is asked to sign in, a person is told no."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the table is asked once the route is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Ask the table.

        Raises:
            PermissionDenied: the person holds none of the roles.
        """
        match = request.resolver_match
        name = (match.view_name if match.url_name else nameless(match.route)) if match else ""
        access = TABLE.get(name)
        if access is None:
            raise ImproperlyConfigured(f"The route {name} is not in the permission table.")
        if access.allows(roles_of(request.user), signed_in=request.user.is_authenticated):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        raise PermissionDenied
