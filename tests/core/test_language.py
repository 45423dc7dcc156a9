"""A sentence kept in both languages, for readers of either."""

import json

import pytest

from rumbo.core.language import _, in_both_languages, language, ngettext, said_in, speaking

MISSING, EMPTY = "The evidence file “{name}” is missing.", "The evidence file is empty."


@pytest.mark.parametrize("chosen", ["es", "en"])
def test_a_sentence_knows_itself_in_both_languages(chosen):
    with speaking(chosen), in_both_languages():
        told = _(MISSING).format(name=_(EMPTY))
        assert language() == chosen
    assert told == said_in(told, chosen)
    assert said_in(told, "en") == "The evidence file “The evidence file is empty.” is missing."
    assert said_in(told, "es") == "Falta el archivo de evidencia «El archivo de evidencia está vacío.»."


def test_holes_by_place_and_counts_are_filled_in_both(monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "es")
    with in_both_languages():
        told = ngettext("The ledger has {count} fault:", "The ledger has {count} faults:", 2).format(count=2)
        placed = _("{} and {}").format("a", _(EMPTY))
    assert said_in(told, "en") == "The ledger has 2 faults:"
    assert said_in(told, "es") == told == "El libro de registro presenta 2 fallas:"
    assert said_in(placed, "en") == "a and The evidence file is empty."


def test_it_is_a_text_like_any_other(monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "en")
    with in_both_languages():
        told = _(EMPTY)
    assert json.dumps(told) == json.dumps(EMPTY)
    assert said_in(f"{told} And more.", "es") == "The evidence file is empty. And more."


def test_outside_a_sentence_is_plain_text(monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "es")
    assert type(_(EMPTY)) is str
    assert said_in(_(EMPTY), "en") == "El archivo de evidencia está vacío."
