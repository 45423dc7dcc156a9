"""What of signing in must hold before the server starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from rumbo.apps.accounts.models import Role


@register()
def second_factor_roles_exist(**_told: Any) -> list[CheckMessage]:
    """A role that nobody can hold would protect nobody."""
    unknown = sorted(settings.SECOND_FACTOR_ROLES - {role.value for role in Role})
    hint = f"Write roles parted by commas: {', '.join(Role)}."
    return [
        Error(f"RUMBO_SECOND_FACTOR_ROLES: there is no role “{name}”.", hint=hint, id="rumbo.E101") for name in unknown
    ]
