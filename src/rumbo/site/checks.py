"""What must hold before the server starts: every route stands in the permission table, and the table names no other."""

from typing import Any

from django.core.checks import CheckMessage, Error, register


@register()
def routes_are_in_the_table(**_told: Any) -> list[CheckMessage]:
    """A route that nobody thought about must not be open by mistake."""
    from rumbo.site.permissions import TABLE  # noqa: PLC0415 - the routes load every view
    from rumbo.site.routes import route_names  # noqa: PLC0415

    names = route_names()
    missing = [Error(f"The route {name} is not in the permission table.", id="rumbo.E001") for name in names - {*TABLE}]
    unknown = [Error(f"The permission table names no route: {name}.", id="rumbo.E002") for name in {*TABLE} - names]
    return sorted([*missing, *unknown], key=str)
