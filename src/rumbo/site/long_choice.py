"""How does a page write a choice among a hundred and more without becoming slow?

Django fills a template for every option; a list of all units and people then costs more time than the rest of its page.
Here the same options are written in one go.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


class LongChoice(forms.Select):
    """A choice of one, below the names of groups where there are groups."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - nothing is left to a template
    ) -> SafeString:
        """The element with its options."""
        chosen = set(self.format_value(value))
        told = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", told, _joined(_options(self.choices, chosen)))


def _options(choices: Iterable[Any], chosen: set[str]) -> Iterator[str]:
    for value, read in choices:
        if isinstance(read, list | tuple):
            inside = _joined(_options(read, chosen))
            yield f'<optgroup label="{conditional_escape(value)}">{inside}</optgroup>'
        else:
            text = str(value)
            mark = " selected" if text in chosen else ""
            yield f'<option value="{conditional_escape(text)}"{mark}>{conditional_escape(read)}</option>'


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - escaped piece by piece
