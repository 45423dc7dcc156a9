"""Which routes does the site have? Their names, as the permission table and its tests use them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver


def route_names() -> set[str]:
    """Every route of the site by its full name, ``public:home``; a route without a name is told by its address."""
    return {route.name for route in routes(get_resolver())}


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the site.

    Attributes:
        name: full name.
        address: its address as a pattern, ``indicadores/<code>/``.
    """

    name: str
    address: str


def routes(resolver: URLResolver, spaces: tuple[str, ...] = (), before: str = "") -> Iterator[Route]:
    """Every route below a resolver."""
    within = (*spaces, resolver.namespace) if resolver.namespace else spaces
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, within, address)
        else:
            yield Route(":".join((*within, pattern.name)) if pattern.name else nameless(address), address)


def nameless(address: str) -> str:
    """What stands in the table for a route that has no name."""
    return f"<{address}>"
