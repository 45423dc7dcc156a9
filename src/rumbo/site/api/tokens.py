"""Who is calling: the token of a person's unit, sent as ``Authorization: Bearer rumbo_…``."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from rumbo.apps.accounts.models import ApiToken
from rumbo.apps.accounts.services import token_of


class UnitToken(HttpBearer):
    """Accepts a token that is valid: not revoked, not expired, its person active."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002 - ninja's form
        """The token, or nobody."""
        return token_of(token)
