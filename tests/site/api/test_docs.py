"""The page of the interface: whole, in the reader's language, with code set as code."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from rumbo.core.language import catalogue
from rumbo.site.api.interface import api


def descriptions(told):
    """Every description in a part of the description for programs."""
    if isinstance(told, dict):
        for name, part in told.items():
            if name == "description" and isinstance(part, str):
                yield part
            else:
                yield from descriptions(part)
    elif isinstance(told, list):
        for part in told:
            yield from descriptions(part)


def told_of_operations():
    """What is told of operations and of what they take."""
    for methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].values():
        for operation in methods.values():
            yield operation["description"]
            yield from descriptions(operation.get("parameters", []))


@pytest.fixture(params=["es", "en"])
def page(request, policy_site):
    """The page in a language, with the language."""
    with override(request.param):
        return request.param, Client().get(reverse("api_docs")).content.decode()


def test_every_description_has_its_spanish():
    missing = {told for told in told_of_operations() if told not in catalogue("es")}
    assert not missing


def test_the_page_speaks_the_language_of_the_reader(page):
    language, text = page
    spanish, english = "Las entidades públicas que nombra la política.", "The public entities that the policy names."
    assert (spanish in text, english in text) == (language == "es", language == "en")
    assert "<code>limit</code>" in text
    assert "`" not in text


def test_it_tells_what_is_sent_and_what_a_statistic_answers(page):
    _language, text = page
    assert "<code>values[].indicator</code>" in text
    assert "<code>values[].parts[].member</code>" in text
    assert "<code>hidden_rows</code></th>" in text
