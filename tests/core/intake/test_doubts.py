from datetime import UTC, datetime
from decimal import Decimal

from tests.core.intake.forms import csv, read

from rumbo.core.intake.doubts import Thresholds
from rumbo.core.observations import Observation, Origin, State
from rumbo.core.policy.models import Policy


def held(code: str, year: int, value: str, state: State = State.SUBMITTED) -> Observation:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Observation(code, year, Decimal(value), None, None, Origin.REPORTED, state, 1, moment)


def told(policy: Policy, line: str, *known: Observation, thresholds: Thresholds | None = None) -> list[str]:
    observations = {(one.indicator, one.year): one for one in known}
    intake = read(csv(line), policy, observations=observations, thresholds=thresholds)
    assert len(intake.values) == 1
    return [warning.what for warning in intake.warnings]


def test_a_jump_against_the_baseline_is_told(tiny_policy: Policy) -> None:
    assert "25.1 is far from the last value of OP1-I2, 12.5 in 2024." in told(tiny_policy, "OP1-I2;;;25.1;")
    assert "6 is far from the last value of OP1-I2, 12.5 in 2024." in told(tiny_policy, "OP1-I2;;;6;")
    assert told(tiny_policy, "OP1-I2;;;25;") == []


def test_a_jump_against_the_latest_value_is_told(tiny_policy: Policy) -> None:
    known = held("OP1-I2", 2025, "100")
    assert told(tiny_policy, "OP1-I2;;;25;", known) == ["25 is far from the last value of OP1-I2, 100 in 2025."]
    assert told(tiny_policy, "OP1-I2;;;25;", known, thresholds=Thresholds(jump_factor=Decimal(5))) == []


def test_far_over_the_target_is_told(tiny_policy: Policy) -> None:
    target = tiny_policy.indicator("S1.1.1-C1").target(2026)
    assert target is not None
    over = int(target * Decimal("1.21")) + 1
    assert any("with the expected value of S1.1.1-C1" in what for what in told(tiny_policy, f"S1.1.1-C1;;;{over};"))
    just = int(target * Decimal("1.2"))
    assert not any("expected value" in what for what in told(tiny_policy, f"S1.1.1-C1;;;{just};"))


def test_a_descending_indicator_is_over_its_target_when_low(tiny_policy: Policy) -> None:
    known = held("OP2-I1", 2025, "4")
    assert told(tiny_policy, "OP2-I1;;;4;", known) == ["4 complies at 125 % with the expected value of OP2-I1, 5."]
    assert told(tiny_policy, "OP2-I1;;;5;", known) == []


def test_an_approved_value_is_told(tiny_policy: Policy) -> None:
    known = (held("OP2-I1", 2025, "5"), held("OP2-I1", 2026, "6", State.VALIDATED))
    assert told(tiny_policy, "OP2-I1;;;5;", *known) == ["OP2-I1 already has an approved value for 2026: 6."]
    assert told(tiny_policy, "OP2-I1;;;6;", *known) == []
    assert told(tiny_policy, "OP2-I1;;;5;", known[0], held("OP2-I1", 2026, "6")) == []
