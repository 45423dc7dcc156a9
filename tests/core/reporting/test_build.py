"""A report holds every indicator once, counts what it shows, and tells of a year without values too."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reporting.conftest import HOSTILE
from tests.core.reporting.printed import AS_OF, full_report

from rumbo.core.language import Language, speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.records import Light, Severity, Standing
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import Observation, Observations, Origin, State
from rumbo.core.policy.models import Kind, Policy
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.canonical import canonical_json
from rumbo.core.reporting.model import Provenance, Report

PROVENANCE = Provenance(
    policy_sha256="1" * 64,
    method_sha256="2" * 64,
    ledger_sequence=0,
    ledger_hash="",
    software="rumbo",
    counted_from=State.SUBMITTED,
)


def observed(code: str, year: int, value: str, origin: Origin = Origin.REPORTED) -> Observation:
    return Observation(code, year, Decimal(value), None, None, origin, State.SUBMITTED, 1, AS_OF)


def stand(policy: Policy, observations: Observations, year: int = 2026, language: Language = "es") -> Standing:
    with speaking(language):
        return assess(policy, year, observations, load_method("ceplan-2024"), as_of=AS_OF)


def built(policy: Policy, *observations: Observation, year: int = 2026, language: Language = "es") -> Report:
    held = {(o.indicator, o.year): o for o in observations}
    standing = stand(policy, held, year, language)
    return build_report(standing, PROVENANCE, status="provisional", language=language)


def test_every_field_that_the_policy_names_is_there(pnmce: Policy, full_pnmce: Report) -> None:
    assert [o.code for o in full_pnmce.objectives] == [o.code for o in pnmce.objectives]
    guidelines = [g for o in full_pnmce.objectives for g in o.guidelines]
    assert [g.code for g in guidelines] == [g.code for g in pnmce.guidelines]
    assert sorted(s.code for g in guidelines for s in g.services) == sorted(s.code for s in pnmce.services)
    assert sorted(i.code for i in full_pnmce.indicators) == sorted(i.code for i in pnmce.indicators)
    for row in full_pnmce.indicators:
        indicator = pnmce.indicator(row.code)
        service = pnmce.service_of(row.code)
        assert row.name == indicator.name
        assert (row.target.value if row.target else None) == indicator.target(2026)
        assert row.responsible == (indicator.responsible_data.unit if indicator.responsible_data else None)
        assert row.standard == (service.standard if service and indicator.kind is Kind.QUALITY else None)


def test_a_year_without_values_is_a_report(empty_pnmce: Report) -> None:
    assert (empty_pnmce.with_data, empty_pnmce.management.value, empty_pnmce.result.value) == (0, None, None)
    assert empty_pnmce.due == 91
    assert empty_pnmce.lights == {**dict.fromkeys(Light, 0), Light.NO_DATA: 91, Light.NOT_DUE: 1}
    assert not empty_pnmce.simulated
    exports = next(i for i in empty_pnmce.indicators if i.code == "OP1-I1")
    assert (exports.last_known_year, exports.last_known) == (2024, 23237)
    assert (exports.next_target_year, exports.next_target) == (2026, 24853)
    assert exports.required_step == 808
    assert exports.required_rate_pct is not None
    assert round(exports.required_rate_pct, 2) == Decimal("3.42")


def test_a_value_of_the_year_moves_the_outlook_to_the_next_target(tiny_policy: Policy) -> None:
    row = next(i for i in built(tiny_policy, observed("OP1-I2", 2026, "14")).indicators if i.code == "OP1-I2")
    assert (row.last_known, row.next_target_year, row.next_target, row.required_step) == (14, 2028, 16, 1)


def test_values_of_later_years_are_left_out(tiny_policy: Policy) -> None:
    report = built(tiny_policy, observed("OP2-I1", 2028, "3", Origin.SIMULATED))
    assert report.data == ()
    assert not report.simulated
    assert all(p.obtained is None for i in report.indicators for p in i.series if p.year > 2026)


def test_one_simulated_value_of_any_shown_year_marks_the_report(tiny_policy: Policy) -> None:
    assert built(tiny_policy, observed("OP2-I1", 2025, "7", Origin.SIMULATED)).simulated
    assert not built(tiny_policy, observed("OP2-I1", 2025, "7")).simulated


def test_alerts_stand_worst_first_and_have_names(full_pnmce: Report) -> None:
    order = list(Severity)
    ranks = [order.index(a.severity) for a in full_pnmce.alerts]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3
    assert all(a.title != a.code and a.subject_name for a in full_pnmce.alerts)


def test_the_words_speak_the_language_asked_for(tiny_policy: Policy) -> None:
    spanish, english = built(tiny_policy), built(tiny_policy, language="en")
    assert spanish.method.choices[0].name == "Ratio que cuenta"
    assert english.method.choices[0].name == "Ratio that counts"


def test_the_same_moment_in_another_zone_gives_the_same_report(tiny_policy: Policy) -> None:
    standing = stand(tiny_policy, {})
    lima = replace(standing, as_of=AS_OF.astimezone(timezone(timedelta(hours=-5))))
    reports = [build_report(s, PROVENANCE, status="provisional") for s in (standing, lima)]
    assert canonical_json(reports[0]) == canonical_json(reports[1])


def test_the_order_in_which_values_arrived_does_not_matter(tiny_policy: Policy) -> None:
    values = [observed("OP1-I2", 2026, "14"), observed("OP2-I1", 2026, "5"), observed("OP1-I2", 2025, "13")]
    assert canonical_json(built(tiny_policy, *values)) == canonical_json(built(tiny_policy, *reversed(values)))


def test_a_service_without_indicator_says_so(empty_pnmce: Report) -> None:
    services = {s.code: s for o in empty_pnmce.objectives for g in o.guidelines for s in g.services}
    assert services["S2.1.2"].indicators == ()
    assert services["S2.1.2"].note == "La política no presenta ningún indicador para este servicio."
    assert (services["S2.1.2"].index.due, services["S2.1.2"].index.light) == (0, Light.NOT_DUE)


def test_what_people_type_is_cleaned_of_signs_that_break_or_deceive(hostile_tiny: Report) -> None:
    comments = [i.comment for i in hostile_tiny.indicators if i.comment]
    assert comments
    for comment in comments:
        assert not set(comment) & set("\x00\x07\x1b\u202e\u2066\ud800\r")
        assert '=HYPERLINK("http' in comment
        assert "</script><script>" in comment
    assert "\x00" in HOSTILE


@pytest.mark.parametrize("status", ["issued", "provisional"])
def test_number_and_status_are_kept(tiny_policy: Policy, status: str) -> None:
    standing = stand(tiny_policy, {})
    report = build_report(standing, PROVENANCE, status=status, number="2026-01")  # type: ignore[arg-type]
    assert (report.status, report.number, report.as_of) == (status, "2026-01", datetime(2027, 1, 20, 19, 5, tzinfo=UTC))


VALUES = st.decimals(min_value=-1000, max_value=100_000, places=3, allow_nan=False)


@st.composite
def drawn(draw: st.DrawFn, codes: list[str]) -> list[Observation]:
    keys = draw(st.sets(st.tuples(st.sampled_from(codes), st.integers(2023, 2031)), max_size=20))
    return [
        replace(
            observed(code, year, "0", draw(st.sampled_from(Origin))),
            value=draw(st.none() | VALUES),
            state=draw(st.sampled_from(State)),
        )
        for code, year in sorted(keys)
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), year=st.integers(2024, 2030))
def test_whatever_is_observed_the_counts_agree(tiny_policy: Policy, data: st.DataObject, year: int) -> None:
    codes = [i.code for i in tiny_policy.indicators]
    report = built(tiny_policy, *data.draw(drawn(codes)), year=year)
    assert Counter(i.code for i in report.indicators) == Counter(codes)
    assert sum(report.lights.values()) == len(codes)
    assert report.due == report.management.due + report.result.due
    assert report.with_data == report.management.with_data + report.result.with_data
    assert report.due == sum(o.management.due + o.result.due for o in report.objectives)
    for objective in report.objectives:
        services = [s for g in objective.guidelines for s in g.services]
        assert objective.management.due == sum(s.index.due for s in services)
        assert objective.management.with_data == sum(s.index.with_data for s in services)
    assert report.with_data == sum(1 for i in report.indicators if i.ratio_pct is not None)
    assert report.simulated == any(d.origin is Origin.SIMULATED for d in report.data)
    assert sum(report.states.values()) == sum(1 for d in report.data if d.year == year and d.value is not None)


def test_a_comment_travels_with_its_value(tiny_policy: Policy) -> None:
    report = full_report(tiny_policy, comment="Dato preliminar.", origin=Origin.REPORTED)
    assert {i.comment for i in report.indicators if i.obtained} == {"Dato preliminar."}
    assert {d.comment for d in report.data} == {"Dato preliminar."}
