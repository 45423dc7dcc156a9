"""How is a printed formula shown? As mathematics (MathML) where the sheet prints LaTeX, as text where it does not."""

from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from latex2mathml import exceptions
from latex2mathml.converter import convert

#: What the converter raises; it has no common family.
_UNREADABLE = tuple(
    found for found in vars(exceptions).values() if isinstance(found, type) and issubclass(found, Exception)
)
#: The converter does not escape these.
_MARKUP = frozenset("<>&")


@cache
def formula_markup(expression: str) -> SafeString:
    """The expression of a sheet for a page; what cannot be read as mathematics is shown as printed."""
    is_mathematics = "$" in expression or "\\" in expression
    if not is_mathematics or not _MARKUP.isdisjoint(expression):
        return escape(expression)
    try:
        return mark_safe(convert(expression.strip().strip("$").strip()))  # noqa: S308 - holds no markup of its own
    except _UNREADABLE:
        return escape(expression)
