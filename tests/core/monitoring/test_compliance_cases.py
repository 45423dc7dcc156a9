"""The cases of ``tests/cases/compliance``: each is judged as it says."""

from decimal import Decimal
from typing import Any

import pytest
from tests.core.monitoring.cases import cases, indicator

from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.method import Method, load_method
from rumbo.core.numbers import half_up
from rumbo.core.policy.models import Policy

SHEET = {"direction", "baseline", "targets", "scale"}
EXPECTED = {"ratio_pct", "type2_pct", "capped_pct", "light", "notes", "direction", "value"}


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method("ceplan-2024")


@pytest.mark.parametrize("case", cases("compliance"))
def test_the_case_is_judged_as_it_says(case: dict[str, Any], method: Method, pnmce: Policy) -> None:
    given, expected = case["given"], case["expect"]
    assert set(case) <= {"name", "rule", "source", "given", "expect"}
    assert set(given) <= SHEET | {"year", "value", "counts", "indicator"}
    assert set(expected) <= EXPECTED
    sheet = (
        pnmce.indicator(given["indicator"])
        if "indicator" in given
        else indicator(**{key: given[key] for key in SHEET & set(given)})
    )
    value = None if given.get("value") is None else Decimal(given["value"])
    method = method.model_copy(update={"counting_ratio": given.get("counts", "type_1")})

    judged = judge(sheet, given["year"], value, method)

    outcome = {key: _as_written(getattr(judged, key), wanted) for key, wanted in expected.items()}
    assert outcome == expected


def _as_written(actual: Any, wanted: Any) -> Any:
    """The outcome in the form in which the case writes it: numbers with the decimals written there."""
    if isinstance(actual, tuple):
        return [note.value for note in actual]
    if isinstance(actual, Decimal) and isinstance(wanted, int | Decimal):
        return half_up(actual, max(0, -int(Decimal(wanted).as_tuple().exponent)))
    return getattr(actual, "value", actual)
