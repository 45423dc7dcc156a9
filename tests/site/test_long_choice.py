"""The quick choice says what Django's own says: same options, same groups, same mark, and nothing slips out of it."""

import pytest
from django import forms
from django.test.html import parse_html

from rumbo.site.long_choice import LongChoice

_CHOICES = [
    ("", "—"),
    ("A & B", [("A/1 & 2", "Unidad «1» <b>"), ("3", "Tres")]),
    ('"><script>', [('"', "'")]),
    (7, "siete"),
]


@pytest.mark.parametrize("value", [None, "", "3", 7, "7", "A/1 & 2", '"', "none of them"])
def test_it_writes_what_django_writes(value: object) -> None:
    attributes = {"id": "it", "aria-describedby": "help"}
    quick = LongChoice(choices=_CHOICES).render("it", value, attributes)
    slow = forms.Select(choices=_CHOICES).render("it", value, attributes)
    assert parse_html(quick) == parse_html(slow)


def test_a_form_takes_what_was_chosen_in_it() -> None:
    class Chosen(forms.Form):
        number = forms.TypedChoiceField(coerce=int, choices=[("1", "one"), ("2", "two")], widget=LongChoice)

    form = Chosen({"number": "2"})
    assert form.is_valid()
    assert form.cleaned_data == {"number": 2}
    assert '<option value="2" selected>two</option>' in str(form["number"])
    assert not Chosen({"number": "3"}).is_valid()
