"""How public pages lead to each other and what only they say. The year and view that a reader chose go along."""

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse

from rumbo.apps.following.words import progress_name
from rumbo.site.policy_shown import policy
from rumbo.site.public import anchors, sections, words
from rumbo.site.public.problem import cause_text
from rumbo.site.shown import MOMENT, VIEW, YEAR

register = template.Library()
register.filter("anchor", anchors.anchor)
register.filter("cause_anchor", anchors.cause_anchor)
register.filter("file_size", words.file_size)
register.filter("last_is_simulated", sections.last_is_simulated)
register.filter("of_policy", words.of_policy)
register.filter("progress_name", progress_name)


@register.filter
def cause_named(code: str) -> str:
    """What a cause of the problem says, by its code."""
    return cause_text(code, policy())


_KEPT = (YEAR, MOMENT, VIEW)
_ASKED = "_asked"


@register.simple_tag(takes_context=True)
def to(context: Context, route: str, **holes: object) -> str:
    """The address of a route; what the reader chose to be shown is kept.

    Args:
        context: of the template.
        route: its full name, ``public:indicator``.
        holes: what fills the holes of its address. A route with a year of its own keeps no other one; a hole that ends
            in ``_asked`` is a question of the address (``luz_asked="verde"`` gives ``?luz=verde``).
    """
    request: HttpRequest = context["request"]
    filled = {name: value for name, value in holes.items() if not name.endswith(_ASKED)}
    questions = QueryDict(mutable=True)
    for name in _KEPT:
        if name in request.GET and not (name == YEAR and "year" in filled):
            questions[name] = request.GET[name]
    for name, value in holes.items():
        if name.endswith(_ASKED) and value:
            questions[name.removesuffix(_ASKED)] = str(value)
    address = reverse(route, kwargs=filled)
    return f"{address}?{questions.urlencode()}" if questions else address
