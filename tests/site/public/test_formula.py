"""Printed formulas as mathematics, and never as markup of somebody else."""

import pytest

from rumbo.core.policy.models import Policy
from rumbo.site.public.formula import formula_markup


def test_every_formula_of_the_policy_can_be_shown(pnmce: Policy) -> None:
    for indicator in pnmce.indicators:
        printed = indicator.formula.expression
        if printed and ("$" in printed or "\\" in printed):
            assert formula_markup(printed).startswith("<math"), indicator.code


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Indicador = (A/B) * 100", "Indicador = (A/B) * 100"),
        ("<b>A</b>", "&lt;b&gt;A&lt;/b&gt;"),
        (r"$\text{<script>x</script>}$", r"$\text{&lt;script&gt;x&lt;/script&gt;}$"),
        (r"$\left( A$", r"$\left( A$"),
        ("$x^$", "$x^$"),
    ],
)
def test_what_is_no_mathematics_is_shown_as_printed(printed: str, shown: str) -> None:
    assert formula_markup(printed) == shown
