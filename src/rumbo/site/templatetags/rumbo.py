"""How pages speak and write: sentences, figures, lights, states, moments, charts. Loaded in every template."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_datetime
from django import template
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from rumbo.core.language import _
from rumbo.core.monitoring.notes import note_text
from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.numbers import half_up, written
from rumbo.core.observations import Origin, State
from rumbo.core.place import locale
from rumbo.core.policy.models import Direction, Kind
from rumbo.core.reporting import figures, labels
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.model import IndicatorRow, Report
from rumbo.core.reporting.page import words
from rumbo.site.drawings import indicator_chart
from rumbo.site.public.words import unit_beside, unit_named

register = template.Library()

_FILTERS: dict[str, Callable[..., str]] = {
    "figure": figures.figure,
    "percent": figures.percent,
    "amount": figures.amount,
    "terms": figures.terms,
    "coverage": figures.coverage,
    "written": written,
    "moment": labels.moment,
    "note_text": note_text,
    "chart_sentence": chart_sentence,
    "last_value": words.last_value,
    "next_value": words.next_value,
    "required": words.required,
    "coverage_sentence": words.coverage_sentence,
    "alert_figure": words.alert_figure,
    "unit_beside": unit_beside,
    "unit_named": unit_named,
}
for _name, _filter in _FILTERS.items():
    register.filter(_name, _filter)


@register.simple_tag
def say(message: str, **holes: object) -> SafeString:
    """A sentence in the reader's language; what fills its holes is escaped."""
    sentence = str(conditional_escape(_(message)))
    filled = {name: conditional_escape(_for_reader(value)) for name, value in holes.items()}
    return mark_safe(sentence.format(**filled) if filled else sentence)  # noqa: S308 - escaped piece by piece


@register.simple_tag
def say_many(one: str, many: str, count: int, **holes: object) -> SafeString:
    """A sentence that counts; ``{count}`` is written as the reader's country does."""
    return say(one if count == 1 else many, count=count, **holes)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words, ``20 de enero de 2027``; a dash where there is none."""
    if value is None:
        return written(None)
    return labels.day_name(labels.local(value).date() if isinstance(value, datetime) else value)


@register.filter
def short_day(value: date) -> str:
    """A day in few signs, for tables: ``20 ene. 2027``."""
    return str(format_date(value, "d MMM y", locale=locale()))


@register.filter
def day_and_hour(instant: datetime) -> str:
    """An instant in few signs, for tables: ``20 ene. 2027, 14:05``, on the clock of the installation."""
    return str(format_datetime(labels.local(instant), "d MMM y, HH:mm", locale=locale()))


@register.filter
def name_of(value: State | Origin | Severity | Kind | Direction | Light | None) -> str:
    """The word for a state, an origin, a severity, a kind, a direction or a light."""
    match value:
        case State():
            return labels.state_name(value)
        case Origin():
            return labels.origin_name(value)
        case Severity():
            return labels.severity_name(value)
        case Kind():
            return labels.kind_name(value)
        case Light():
            return labels.light_name(value)
        case _:
            return labels.direction_name(value)


@register.filter
def css(value: object) -> str:
    """A name as it stands in a class: lower case, with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")


@register.simple_tag
def light(value: Light) -> SafeString:
    """A light with its own shape and its word, so that colour alone never tells it."""
    return format_html(
        '<span class="light light-{}">'
        '<svg class="mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        css(value.value),
        mark_safe(_SHAPES[value]),  # noqa: S308 - our own drawings
        labels.light_name(value),
    )


@register.simple_tag
def bar(value: Decimal | None, name: str = "") -> SafeString:
    """A score as a bar of its length; the figure stands beside it in words."""
    width = half_up(min(max(value or Decimal(0), Decimal(0)), Decimal(100)), 1)
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar-ground" width="100" height="4"/><rect class="bar-length" width="{}" height="4"/></svg>',
        name,
        width,
    )


@register.simple_tag
def stack(lights: dict[Light, int]) -> SafeString:
    """How many indicators have each light, as one bar; the counts stand beside it in words."""
    whole = sum(lights.values()) or 1
    drawn, at = [], Decimal(0)
    for value, count in lights.items():
        width = Decimal(100) * count / whole
        if count:
            drawn.append(
                format_html(
                    '<rect class="light-{} stack-part" x="{}" width="{}" height="8"/>',
                    css(value.value),
                    half_up(at, 2),
                    half_up(max(width - Decimal("0.4"), Decimal("0.4")), 2),
                )
            )
        at += width
    return format_html(
        '<svg class="stack" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}</svg>",
        mark_safe("".join(drawn)),  # noqa: S308 - escaped piece by piece
    )


@register.simple_tag
def chart(row: IndicatorRow, report: Report) -> SafeString:
    """The chart of an indicator: baseline, targets to the horizon, obtained values."""
    return indicator_chart(row, report)


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """The address of the page with some of its questions changed; an empty one is taken away."""
    request: HttpRequest = context["request"]
    asked: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if value in {None, ""}:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


@register.inclusion_tag("site/field.html")
def field(bound: BoundField, *, help: str = "", autofocus: bool = False) -> dict[str, Any]:  # noqa: A002 - as in forms
    """A field of a form: label, help, errors tied to it for screen readers."""
    attributes: dict[str, Any] = {}
    told = [
        *([f"{bound.auto_id}-help"] if help or bound.help_text else []),
        *([f"{bound.auto_id}-error"] if bound.errors else []),
    ]
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if autofocus:
        attributes["autofocus"] = True
    return {"bound": bound, "help": help or bound.help_text, "widget": bound.as_widget(attrs=attributes)}


def _for_reader(value: object) -> str:
    """Figures as the reader's country writes them; years and texts as they are."""
    match value:
        case str():
            return value
        case Decimal():
            return figures.figure(value)
        case datetime():
            return labels.moment(value)
        case date():
            return day(value)
        case int() if abs(value) >= 10_000:  # noqa: PLR2004 - years carry no separator
            return written(value)
        case _:
            return str(value)


_SHAPES = {
    Light.GREEN: '<circle cx="6" cy="6" r="5.5" fill="currentColor"/>',
    Light.AMBER: '<path d="M6 .6 11.6 11H.4Z" fill="currentColor"/>',
    Light.RED: '<rect x="1" y="1" width="10" height="10" fill="currentColor"/>',
    Light.NO_DATA: '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    Light.NOT_DUE: '<rect x="1" y="5" width="10" height="2" fill="currentColor"/>',
}
