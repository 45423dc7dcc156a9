"""How does a reader set a statistic? One field a parameter, made from its header, in plain words."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from rumbo.core.language import _
from rumbo.core.statistics.freedom import choices_of, is_free
from rumbo.core.statistics.header import Parameter
from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.registry import Statistic
from rumbo.site.trade.asked import VERSION
from rumbo.site.trade.sources import with_sources
from rumbo.site.trade.words import choice_title, parameter_title

_YEARS = "years"


class StatisticForm(forms.Form):
    """The parameters that the reader may choose. It only shows: what was asked is read by :mod:`.asked`.

    No field is marked as optional, because all of them are.
    """


def form_of(
    found: Statistic, given: QueryDict, values: Mapping[str, Value], *, years: Sequence[int], complete: bool
) -> StatisticForm:
    """The form with what was asked.

    Args:
        found: the statistic.
        given: the questions of the address, shown again where they could not be read.
        values: the parameters as they were read; empty where they could not be.
        years: years of which there are lines.
        complete: whether every parameter is offered.
    """
    form = StatisticForm(auto_id="p-%s", use_required_attribute=False)
    for parameter in found.header.parameters:
        if not complete and not is_free(found, parameter):
            continue
        name = parameter.name
        form.fields[name] = _field(found, parameter, years, complete=complete)
        form.initial[name] = values[name] if name in values else given.get(name, "")
        if isinstance(form.fields[name], forms.MultipleChoiceField):
            form.initial[name] = [str(year) for year in _listed(form.initial[name])]
        elif isinstance(form.initial[name], tuple):
            form.initial[name] = ", ".join(map(str, form.initial[name]))
    if given.get(VERSION):
        form.fields[VERSION] = forms.CharField(label=_("Version of the customs data"))
        form.initial[VERSION] = given[VERSION]
    return form


def _listed(value: object) -> Sequence[object]:
    if isinstance(value, tuple):
        return value
    return [part.strip() for part in str(value).split(",") if part.strip()]


def _field(found: Statistic, parameter: Parameter, years: Sequence[int], *, complete: bool) -> forms.Field:
    field = _bare_field(found, parameter, years, complete=complete)
    field.label, field.help_text = parameter_title(parameter), _help(parameter)
    return field


def _bare_field(found: Statistic, parameter: Parameter, years: Sequence[int], *, complete: bool) -> forms.Field:
    if parameter.name == _YEARS and years:
        listed = [(str(year), str(year)) for year in years]
        return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple)
    if choices := choices_of(found, parameter, complete=complete):
        return forms.ChoiceField(choices=[(choice, choice_title(parameter, choice)) for choice in choices])
    if parameter.type == "integer":
        limits = {"min": parameter.minimum, "max": parameter.maximum}
        told = {name: str(limit) for name, limit in limits.items() if limit is not None}
        return forms.IntegerField(widget=forms.NumberInput(told))
    if parameter.type == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    return forms.CharField()


def _help(parameter: Parameter) -> str:
    """What a parameter means, where its title and its choices do not say it all."""
    if parameter.name in {"flow", "by_1", "by_2", "by_3"}:
        return ""
    if parameter.name == _YEARS:
        return _("None chosen shows all.")
    return with_sources(str(parameter.meaning))
