"""How a unit is written: behind a figure, and where it stands alone; in Spanish and in English."""

import pytest

from rumbo.core.language import speaking
from rumbo.site.public.words import unit_beside, unit_named


@pytest.mark.parametrize("unit", ["número", "Numero"])
def test_what_is_counted_needs_no_unit_behind_a_figure(unit):
    assert unit_beside(unit) == ""


@pytest.mark.parametrize(("language", "named"), [("es", "número"), ("en", "number")])
def test_alone_it_is_named_in_the_language_of_the_reader(language, named):
    with speaking(language):
        assert unit_named("número") == named


def test_a_unit_in_the_words_of_the_policy_is_marked_as_such():
    with speaking("es"):
        assert unit_beside("Horas por día") == unit_named("Horas por día") == "Horas por día"
    with speaking("en"):
        assert unit_beside("Horas por día") == unit_named("Horas por día") == '<span lang="es">Horas por día</span>'
