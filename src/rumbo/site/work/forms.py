"""The form of a value: what a person types, as typed, and what the page must remember between two sendings."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from rumbo.apps.desk.checking import LONGEST_FIGURE, LONGEST_REMARK
from rumbo.apps.desk.records import DraftContent
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Indicator, Policy
from rumbo.site.work.parts import PartTable, Placed, lay_out, typed_parts

#: More savings or revisions than a value ever has; a larger number was not written by the page.
MOST = 1_000_000
#: What the choice that there is no figure for the year sends.
NO_DATA = "1"
_TEXTS = ("comment", "reason", "no_data_reason", "expected_on")
_NUMBER = {"inputmode": "decimal", "autocomplete": "off", "spellcheck": "false"}


def _figure() -> forms.CharField:
    return forms.CharField(required=False, max_length=LONGEST_FIGURE, widget=forms.TextInput(attrs=_NUMBER))


def _remark(rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=LONGEST_REMARK, widget=area)


class _Day(forms.DateInput):
    """A date as browsers choose it; what was typed is kept, a date or not."""

    input_type = "date"


class ValueForm(forms.Form):
    """What is typed for one value. A draft may hold anything; whether it is a value is checked apart."""

    use_required_attribute = False

    value = _figure()
    numerator = _figure()
    denominator = _figure()
    comment = _remark(3)
    reason = _remark(2)
    no_data = forms.CharField(required=False)
    """:data:`NO_DATA` where the person chose that there is no figure; anything else asks for the figure."""
    no_data_reason = _remark(3)
    expected_on = forms.CharField(required=False, max_length=LONGEST_FIGURE, widget=_Day())
    version = forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput())
    """Version of the draft that the page showed; 0 where it showed none."""
    revision = forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput())
    """Number of the ledger's latest revision that the page showed; 0 where it showed none."""
    submission = forms.UUIDField(widget=forms.HiddenInput())
    """Made with the page, so that the same submission sent twice is recorded once."""
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput())
    """The doubts that the person has confirmed."""

    def __init__(self, policy: Policy, indicator: Indicator, data: Mapping[str, Any], *, revision: int = 0) -> None:
        """Give the fields the words of the indicator's sheet; a correction asks for its reason."""
        super().__init__(data, auto_id="%s")
        self.policy, self.indicator, self.replaces = policy, indicator, revision
        self.ratio = indicator.measure.reported_as == "ratio"
        for name, label in _labels(indicator).items():
            self.fields[name].label = label
        self.fields["comment"].help_text = _("What the reviewer must know: source, coverage, changes of method.")
        self.fields["reason"].help_text = _("The value replaces an earlier one: say why it changes.")
        self.fields["no_data_reason"].help_text = _(
            "For instance: the survey was not carried out, the source publishes later, the service has not started. "
            "It is published with the report."
        )
        self.fields["expected_on"].help_text = _("Where it is known when the figure will be there.")
        self._wrong_parts: dict[str, list[str]] = {}

    @property
    def figures(self) -> list[forms.BoundField]:
        """The fields that hold the figure: the value, or the two terms of a ratio."""
        return [self["numerator"], self["denominator"]] if self.ratio else [self["value"]]

    @property
    def content(self) -> DraftContent:
        """What was typed, as the desk takes it."""
        text = {name: str(self[name].value() or "") for name in _TEXTS}
        typed = {field.name: str(field.value() or "") for field in self.figures}
        return replace(
            DraftContent(),
            **typed,
            **text,
            no_data=self.no_figure,
            parts=tuple(part for _place, part in typed_parts(self.data)),
        )

    @property
    def no_figure(self) -> bool:
        """Whether it was chosen that there is no figure for the year."""
        return bool(self["no_data"].value() == NO_DATA)

    @property
    def mixed(self) -> bool:
        """Whether something stands on the side that was not chosen: both are shown then, and nothing typed is lost."""
        content = self.content
        figures = bool(content.value.strip() or content.numerator.strip() or content.denominator.strip())
        if self.no_figure:
            return figures or bool(content.parts)
        return bool(content.no_data_reason.strip() or content.expected_on.strip())

    @property
    def tables(self) -> tuple[PartTable, ...]:
        """The breakdowns, each a table of parts with what was typed and what is wrong with it."""
        return lay_out(self.policy, self.indicator, typed_parts(self.data), self._wrong_parts)

    def ask_for_reason(self) -> None:
        """Show the reasons as asked for; the check of a value demands them, a draft may lack them."""
        self.is_valid()  # the form is read before, so that an empty one is no error yet
        self.fields["reason"].required = self.replaces > 0
        self.fields["no_data_reason"].required = True

    def has_seen(self, *, version: int, revision: int) -> None:
        """Note what the page shows now, so that sending it again goes on from there."""
        self.data = {
            **{name: self.data[name] for name in self.data},
            "version": str(version),
            "revision": str(revision),
        }

    def named(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with the names that their fields have on the page."""
        typed = typed_parts(self.data)
        return tuple(replace(problem, where=self._name_of(problem.where, typed)) for problem in problems)

    def _name_of(self, where: str, typed: Placed) -> str:
        if where in self.fields:
            return str(self.fields[where].label)
        place, _dot, _column = where.removeprefix("parts.").partition(".")
        if not where.startswith("parts.") or not place.isdecimal() or int(place) >= len(typed):
            return where
        part = typed[int(place)][1]
        return next((t.name_of(part.member) for t in self.tables if t.dimension == part.dimension), part.member)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field."""
        places = [place for place, _part in typed_parts(self.data)]
        for problem in problems:
            said = f"{problem.what} {problem.mend}".rstrip()
            place, _dot, column = problem.where.removeprefix("parts.").partition(".")
            if problem.where.startswith("parts.") and place.isdecimal() and int(place) < len(places):
                self._wrong_parts.setdefault(f"{places[int(place)]}.{column or 'value'}", []).append(said)
            elif problem.where in self.fields:
                shown = {field.name for field in self.figures} | {*_TEXTS, "no_data"}
                self.add_error(problem.where if problem.where in shown else self.figures[0].name, said)
            else:
                self.add_error(None, said)


def first_data(content: DraftContent, version: int, revision: int) -> dict[str, str]:
    """What a page's form holds when it is opened."""
    data = {
        "value": content.value,
        "numerator": content.numerator,
        "denominator": content.denominator,
        "comment": content.comment,
        "reason": content.reason,
        "no_data": NO_DATA if content.no_data else "",
        "no_data_reason": content.no_data_reason,
        "expected_on": content.expected_on,
        "version": str(version),
        "revision": str(revision),
        "submission": str(uuid.uuid4()),
    }
    for place, part in enumerate(content.parts):
        names = ("dimension", "member", "value", "numerator", "denominator")
        data |= {f"part-{place}-{name}": getattr(part, name) for name in names}
    return data


def _labels(indicator: Indicator) -> dict[str, str]:
    formula = indicator.formula
    return {
        "value": _("Obtained value"),
        "numerator": _("Numerator: {what}").format(what=formula.numerator) if formula.numerator else _("Numerator"),
        "denominator": _("Denominator: {what}").format(what=formula.denominator)
        if formula.denominator
        else _("Denominator"),
        "comment": _("Comment"),
        "reason": _("Reason of the change"),
        "no_data": _("Is there a figure?"),
        "no_data_reason": _("Why there is no figure"),
        "expected_on": _("Figure expected on"),
    }
