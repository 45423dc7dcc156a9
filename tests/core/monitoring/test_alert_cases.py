"""The cases of ``tests/cases/alerts``: each rule raises what it says and nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.core.monitoring.cases import cases, indicator, policy

from rumbo.core.language import speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.records import Alert, Standing
from rumbo.core.monitoring.standing import assess
from rumbo.core.numbers import half_up
from rumbo.core.observations import Evidence, Observation, Origin, State
from rumbo.core.policy.models import Entity, Responsible

METHOD = load_method("ceplan-2024")
RECORDED = datetime(2027, 2, 15, 15, tzinfo=UTC)
FILE = Evidence(name="report.pdf", sha256="0" * 64, size=1)
KEYS = {"sheet", "year", "values", "as_of", "due"}


@pytest.mark.parametrize("case", cases("alerts"))
def test_the_rule_raises_what_the_case_says(case: dict[str, Any]) -> None:
    assert set(case) == {"name", "rule", "given", "expect"}
    assert set(case["given"]) <= KEYS

    with speaking("es"):
        raised = [alert for alert in standing(case["given"]).alerts if alert.code == case["rule"]]

    expected = case["expect"]
    assert len(raised) == (expected is not None)
    if expected is not None:
        assert {key: _as_written(raised[0], key, wanted) for key, wanted in expected.items()} == expected


def standing(drawn: dict[str, Any]) -> Standing:
    """Judge the one indicator that a case draws."""
    year = drawn["year"]
    sheets = () if drawn["sheet"] == "none" else (indicator(**drawn["sheet"], responsible_data=_OFFICE),)
    built = policy(
        [{"code": "OP1", "name": "OP1", "guidelines": [{"code": "L1.1", "name": "L1.1", "source": "invented:1"}]}],
        [{"code": "S1.1.1", "guideline": "L1.1", "indicators": sheets, "provider": _OFFICE}],
        (Entity(code="IVN", name="Institute of Inventions"),),
    )
    values = {(sheet.code, y): observation(sheet.code, y, v) for sheet in sheets for y, v in drawn["values"].items()}
    day = drawn.get("as_of", date(year + 1, 4, 1))
    return assess(
        built,
        year,
        values,
        METHOD,
        as_of=datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
        due_dates={"IVN": drawn["due"]} if "due" in drawn else {},
    )


def observation(code: str, year: int, written: Any) -> Observation:
    """A value as a case writes it: a plain number, or a table of what is particular."""
    told = written if isinstance(written, dict) else {"value": written}
    return Observation(
        indicator=code,
        year=year,
        value=_decimal(told["value"]),
        numerator=_decimal(told.get("numerator")),
        denominator=_decimal(told.get("denominator")),
        origin=Origin(told.get("origin", "reported")),
        state=State.SUBMITTED,
        revision=1,
        recorded_at=RECORDED,
        evidence=(FILE,) if told.get("evidence", True) else (),
        approved_before=_decimal(told.get("approved_before")),
    )


_OFFICE = Responsible(unit="Office of numbers", entity="IVN")


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(number)


def _as_written(alert: Alert, key: str, wanted: Any) -> Any:
    actual = getattr(alert, key)
    if isinstance(actual, Decimal) and wanted is not None:
        return half_up(actual, max(0, -int(Decimal(wanted).as_tuple().exponent)))
    return getattr(actual, "value", actual)
