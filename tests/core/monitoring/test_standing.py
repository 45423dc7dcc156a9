"""Where a policy stands: the whole judgement, over real and invented policies."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.monitoring.test_alert_cases import observation

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.monitoring.alerts import RULES
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.records import Alert, Light, Severity, Standing
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Policy

METHOD = load_method("ceplan-2024")
LATE = datetime(2027, 6, 1, 15, tzinfo=UTC)


def judged(policy: Policy, year: int, observations: Observations, **more: Any) -> Standing:
    return assess(policy, year, observations, METHOD, as_of=LATE, **more)


def targets_met(policy: Policy, year: int, share: Decimal = Decimal(1)) -> dict[tuple[str, int], Any]:
    """An observation for every target of a year, which it meets in a share."""
    return {
        (i.code, year): observation(i.code, year, target * share)
        for i in policy.indicators
        if (target := i.target(year)) is not None
    }


def test_a_year_without_any_value_is_a_legitimate_standing(pnmce: Policy) -> None:
    standing = judged(pnmce, 2026, {})

    assert list(standing.judged) == [i.code for i in pnmce.indicators]
    assert {c.light for c in standing.judged.values()} == {Light.NO_DATA, Light.NOT_DUE}
    assert (standing.index.management.due, standing.index.result.due) == (83, 8)
    assert (standing.index.management.with_data, standing.index.result.with_data) == (0, 0)
    assert (standing.index.management.value, standing.index.result.value) == (None, None)


def test_without_values_and_campaign_only_the_policy_itself_is_at_fault(pnmce: Policy) -> None:
    assert [(alert.code, alert.subject) for alert in judged(pnmce, 2026, {}).alerts] == [
        ("target_against_direction", "S5.4.1-C1"),
        ("target_against_direction", "S3.4.2-C2"),
        ("target_against_direction", "S2.3.2-Q1"),
        ("target_against_direction", "S4.3.1-Q1"),
        ("service_without_indicator", "S2.1.2"),
    ]


def test_meeting_every_target_is_green_all_over(pnmce: Policy) -> None:
    standing = judged(pnmce, 2026, targets_met(pnmce, 2026))

    assert {c.light for c in standing.judged.values()} == {Light.GREEN, Light.NOT_DUE}
    assert standing.index.management.value == 100
    assert standing.index.result.value == 100
    assert standing.index.management.with_data == standing.index.management.due


def test_after_the_due_date_every_missing_value_concerns_its_entity(pnmce: Policy) -> None:
    due_dates = {entity.code: date(2027, 3, 31) for entity in pnmce.entities}
    alerts = [a for a in judged(pnmce, 2026, {}, due_dates=due_dates).alerts if a.code == "no_data"]

    assert len(alerts) == 91
    assert all(alert.severity is Severity.HIGH and alert.figure == 62 for alert in alerts)
    assert all(alert.concerns and not alert.concerns.endswith(".") for alert in alerts)


def test_only_the_entity_whose_date_is_past_is_late(pnmce: Policy) -> None:
    first = pnmce.reporting_entity(pnmce.indicators[0].code)
    assert first is not None
    due_dates = {entity.code: date(2027, 12, 31) for entity in pnmce.entities} | {first: date(2027, 3, 31)}
    late = {a.subject for a in judged(pnmce, 2026, {}, due_dates=due_dates).alerts if a.code == "no_data"}

    assert late == {
        i.code for i in pnmce.indicators if pnmce.reporting_entity(i.code) == first and i.target(2026) is not None
    }


@pytest.mark.parametrize("year", [2023, 2041, 0, -1])
def test_a_year_outside_the_policy_is_refused_with_its_range(pnmce: Policy, year: int) -> None:
    with speaking("en"), pytest.raises(InputError) as caught:
        judged(pnmce, year, {})

    assert str(caught.value) == (
        f"The year {year} lies outside the policy pnmce-2040, which goes from 2024 to 2040. "
        "Ask for a year from 2024 to 2040."
    )


@pytest.mark.parametrize("year", [2024, 2040])
def test_the_first_and_the_last_year_can_be_asked(pnmce: Policy, year: int) -> None:
    assert judged(pnmce, year, {}).year == year


def test_alerts_come_worst_first(pnmce: Policy) -> None:
    values = targets_met(pnmce, 2026, Decimal("0.5"))
    codes = [code for code, _ in values]
    values[codes[3], 2026] = observation(codes[3], 2026, {"value": 1, "origin": "simulated"})
    values[codes[5], 2026] = observation(codes[5], 2026, {"value": 10**9, "evidence": False})
    alerts = judged(pnmce, 2026, values).alerts

    order = [rule.code for rule in RULES]
    severities = list(Severity)
    ranks = [(severities.index(alert.severity), order.index(alert.code)) for alert in alerts]
    assert ranks == sorted(ranks)
    low = [alert.figure for alert in alerts if alert.code == "low_compliance"]
    assert low == sorted(low, key=lambda figure: figure or 0)
    assert len(low) > 50


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_rule_has_title_and_explanation_in_both_languages(rule: Any) -> None:
    with speaking("en"):
        english = rule.title, rule.explanation
    with speaking("es"):
        spanish = rule.title, rule.explanation

    assert all((*english, *spanish))
    assert english[0] != spanish[0]
    assert english[1] != spanish[1]
    assert english[1].endswith(".")
    assert spanish[1].endswith(".")


def test_the_codes_of_the_rules_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_an_alert_says_what_was_found_and_what_to_do_in_the_readers_language(pnmce: Policy) -> None:
    values = {("OP1-I1", 2026): observation("OP1-I1", 2026, 12000)}

    with speaking("es"):
        spanish = _only(judged(pnmce, 2026, values), "low_compliance")
    with speaking("en"):
        english = _only(judged(pnmce, 2026, values), "low_compliance")

    assert spanish.message == (
        "En 2026 se obtuvo 12,000 US$ millones frente a un logro esperado de 24,853 US$ millones: "
        "el ratio de cumplimiento es 48.3 %."
    )
    assert english.message == (
        "In 2026, 12,000 US$ millones was obtained and 24,853 US$ millones was expected: the ratio is 48.3 %."
    )
    assert spanish.action == "Explique la causa y acuerde una medida correctiva con fecha y unidad responsable."
    assert spanish.concerns.startswith("Dirección General de Negociaciones Comerciales Internacionales (DGNCI)")


def test_the_due_date_ends_where_the_country_is(pnmce: Policy) -> None:
    due_dates = {entity.code: date(2027, 3, 31) for entity in pnmce.entities}

    def late(moment: datetime) -> int:
        standing = assess(pnmce, 2026, {}, METHOD, as_of=moment, due_dates=due_dates)
        return sum(alert.code == "no_data" for alert in standing.alerts)

    assert late(datetime(2027, 4, 1, 4, 59, tzinfo=UTC)) == 0
    assert late(datetime(2027, 4, 1, 5, 1, tzinfo=UTC)) == 91


FIGURES = st.none() | st.decimals(Decimal("-1e15"), Decimal("1e15"), places=6) | st.just(Decimal(0))
DRAWN = st.fixed_dictionaries(
    {
        "value": FIGURES,
        "numerator": FIGURES,
        "denominator": FIGURES,
        "approved_before": FIGURES,
        "origin": st.sampled_from(["reported", "computed", "simulated"]),
        "evidence": st.booleans(),
    }
)


@given(data=st.data(), year=st.integers(2024, 2030))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_whatever_can_be_assessed(tiny_policy: Policy, data: st.DataObject, year: int) -> None:
    places = st.tuples(st.sampled_from([i.code for i in tiny_policy.indicators]), st.integers(2022, 2030))
    drawn = data.draw(st.dictionaries(places, DRAWN, max_size=20))
    values = {(code, y): observation(code, y, each) for (code, y), each in drawn.items()}
    due_dates = {entity.code: date(2027, 3, 31) for entity in tiny_policy.entities}
    standing = judged(tiny_policy, year, values, due_dates=due_dates)

    assert set(standing.judged) == {i.code for i in tiny_policy.indicators}
    for alert in standing.alerts:
        assert alert.figure is None or alert.figure.is_finite()
        assert alert.message
        assert alert.action
        assert alert.concerns
        assert alert.since
        assert "{" not in alert.message + alert.action
        assert "None" not in alert.message


def test_since_when_an_alert_holds_is_known_alike_in_every_language(pnmce: Policy) -> None:
    due_dates = {entity.code: date(2027, 3, 31) for entity in pnmce.entities}
    spanish = judged(pnmce, 2026, {}, due_dates=due_dates).alerts
    with speaking("en"):
        english = judged(pnmce, 2026, {}, due_dates=due_dates).alerts
    assert [(a.code, a.subject, a.began) for a in spanish] == [(a.code, a.subject, a.began) for a in english]
    late = next(alert for alert in spanish if alert.code == "no_data")
    assert (late.began, late.since) == ("2027-03-31", "31 mar. 2027")


def _only(standing: Standing, code: str) -> Alert:
    found = [alert for alert in standing.alerts if alert.code == code]
    assert len(found) == 1
    return found[0]
