"""What only the pages of the trade explorer say."""

from django import template

from rumbo.site.policy_shown import policy
from rumbo.site.public.sheet import source_line

register = template.Library()


@register.simple_tag
def policy_source(source: str) -> str:
    """Where the policy prints a figure, for a reader: title of the document and its lines."""
    return source_line(policy(), source) if ":" in source else source
