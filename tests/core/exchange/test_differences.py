"""What changed between two reports is told: everything, once, the most important first, and with its reason."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.reporting.printed import full_report

from rumbo.core.errors import InputError
from rumbo.core.exchange.differences import (
    Cause,
    Change,
    What,
    columns,
    differences,
    differences_json,
    rows,
    sentence,
    summary,
    what_name,
)
from rumbo.core.exchange.differences.wording import cause_name, headline, shown
from rumbo.core.language import LANGUAGES, speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import Evidence, Observation, Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.canonical import canonical_json
from rumbo.core.reporting.model import Provenance, Report

AS_OF = datetime(2027, 1, 20, 19, 5, tzinfo=UTC)
INDICATOR = "OP1-I1"
"""Its expected value of 2026 is 24853 million dollars."""


def observed(value: str | None, *, code: str = INDICATOR, year: int = 2026, **other: object) -> Observation:
    told: dict[str, object] = {
        "indicator": code,
        "year": year,
        "value": None if value is None else Decimal(value),
        "numerator": None,
        "denominator": None,
        "origin": Origin.REPORTED,
        "state": State.VALIDATED,
        "revision": 1,
        "recorded_at": AS_OF,
        "evidence": (Evidence("informe.pdf", "9f" * 32, 1000),),
    }
    return Observation(**(told | other))  # type: ignore[arg-type]


def told(policy: Policy, *observations: Observation, year: int = 2026, language: str = "es") -> Report:
    method = load_method("ceplan-2024")
    found = {(o.indicator, o.year): o for o in observations}
    provenance = Provenance(
        policy_sha256=policy.sha256,
        method_sha256=method.sha256,
        ledger_sequence=len(found),
        ledger_hash="0" * 64,
        software="rumbo 0.1.0",
        counted_from=State.SUBMITTED,
    )
    standing = assess(policy, year, found, method, as_of=AS_OF)
    return build_report(standing, provenance, status="provisional", language=language)  # type: ignore[arg-type]


def only(old: Report, new: Report, what: What) -> Change:
    [change] = differences(old, new).of(what)
    return change


def light_of(old: Report, new: Report, code: str) -> Change:
    return next(c for c in differences(old, new).of(What.LIGHT) if c.subject == code)


def changed(report: Report, **fields: object) -> Report:
    return report.model_copy(update=fields)


# Nothing differs


def test_a_report_equals_itself(pnmce: Policy) -> None:
    report = full_report(pnmce)
    found = differences(report, report)
    assert found.same
    assert summary(found) == "Los dos reportes no difieren en nada."


def test_a_report_equals_the_one_read_from_its_file(pnmce: Policy) -> None:
    report = full_report(pnmce)
    assert differences(Report.model_validate_json(canonical_json(report)), report).same


def test_languages_do_not_differ(pnmce: Policy) -> None:
    assert differences(full_report(pnmce, "es"), full_report(pnmce, "en")).same


# Values


def test_a_correction_is_told_with_its_reason(pnmce: Policy) -> None:
    old = told(pnmce, observed("25000"))
    new = told(pnmce, observed("24000", revision=2, reason="Cifra definitiva."))
    change = only(old, new, What.VALUE)
    assert (change.subject, change.year, change.old, change.new) == (INDICATOR, 2026, Decimal(25000), Decimal(24000))
    assert (change.reason, change.importance) == ("Cifra definitiva.", 2)
    assert sentence(change) == (
        "OP1-I1 Valor total de las exportaciones no minero energéticas al mundo: el valor de 2026 se corrigió de "
        "25,000 US$ millones a 24,000 US$ millones. Motivo indicado: Cifra definitiva."
    )


def test_a_new_value_was_nothing_before_and_no_zero(pnmce: Policy) -> None:
    change = only(told(pnmce), told(pnmce, observed("0")), What.VALUE)
    assert (change.old, change.new, change.importance) == (None, Decimal(0), 3)
    assert "ya se conoce el valor de 2026: 0 US$ millones" in sentence(change)


def test_a_value_that_no_longer_counts_is_told(pnmce: Policy) -> None:
    change = only(told(pnmce, observed("0")), told(pnmce), What.VALUE)
    assert (change.old, change.new, change.importance) == (Decimal(0), None, 2)
    assert "ya no cuenta" in sentence(change)


def test_a_value_without_figure_is_no_change(pnmce: Policy) -> None:
    assert not differences(told(pnmce), told(pnmce, observed(None))).of(What.VALUE)


def test_a_step_on_the_way_is_told_last(pnmce: Policy) -> None:
    old = told(pnmce, observed("25000", state=State.CONSOLIDATED))
    found = differences(old, told(pnmce, observed("25000")))
    assert [c.what for c in found.changes] == [What.STATE]
    assert sentence(found.changes[0]).endswith("el valor de 2026 pasó de «Consolidado» a «Validado».")


def test_a_value_recorded_anew_is_told(pnmce: Policy) -> None:
    old = told(pnmce, observed("25000", numerator=Decimal(1), denominator=Decimal(2)))
    new = told(pnmce, observed("25000", revision=2, reason="Nuevo sustento."))
    change = only(old, new, What.REVISION)
    assert (change.old, change.new, change.reason) == ("1", "2", "Nuevo sustento.")


# What follows from values


def test_light_ratio_index_and_alert_follow_the_value(pnmce: Policy) -> None:
    old, new = told(pnmce, observed("25000")), told(pnmce, observed("12000", revision=2, reason="Error."))
    light = only(old, new, What.LIGHT)
    assert (light.old, light.new, light.causes) == ("green", "red", (Cause.VALUE,))
    assert sentence(light).endswith("el semáforo pasó de verde a rojo. A qué se debe: otro valor obtenido.")
    ratio = only(old, new, What.RATIO)
    assert ratio.new == pytest.approx(Decimal(1200000) / 24853)
    found = differences(old, new)
    results = [(c.subject, c.aspect, c.importance) for c in found.of(What.INDEX)]
    assert results == [("pnmce-2040", "result", 2), ("OP1", "result", 3)]
    raised = [c.aspect for c in found.of(What.ALERT_RAISED)]
    assert "low_compliance" in raised
    gone = [c.aspect for c in differences(new, old).of(What.ALERT_GONE)]
    assert sorted(gone) == sorted(raised)


def test_coverage_is_told_with_what_it_rests_on(pnmce: Policy) -> None:
    change = only(told(pnmce), told(pnmce, observed("25000")), What.COVERAGE)
    due = told(pnmce).due
    assert (change.old, change.new) == (f"0/{due}", f"1/{due}")


def test_two_years_say_which_they_judge(pnmce: Policy) -> None:
    old = told(pnmce, observed("25000"))
    new = told(pnmce, observed("25000"), observed("20000", year=2027), year=2027)
    light = light_of(old, new, INDICATOR)
    assert (light.old_year, light.year) == (2026, 2027)
    assert light.causes[0] is Cause.YEAR
    values = differences(old, new).of(What.VALUE)
    assert [(v.year, v.old, v.new) for v in values] == [(2027, None, Decimal(20000))]


# Versions, promises and the list of indicators


def test_what_changes_the_meaning_of_all_comes_first(pnmce: Policy) -> None:
    old = told(pnmce, observed("25000"))
    made = old.provenance.model_copy(
        update={"policy_sha256": "a" * 64, "method_sha256": "b" * 64, "software": "rumbo 9"}
    )
    new = changed(told(pnmce, observed("12000")), provenance=made, edition="2026", simulated=True)
    found = differences(old, new).changes
    assert [c.what for c in found[:4]] == [What.SIMULATED, What.EDITION, What.POLICY, What.METHOD]
    assert found[-1].what is What.SOFTWARE
    assert "aaaaaaaaaaaa" in sentence(found[2])
    assert light_of(old, new, INDICATOR).causes == (Cause.VALUE, Cause.METHOD)


def test_another_promise_is_told(pnmce: Policy) -> None:
    indicator = pnmce.indicator(INDICATOR)
    assert indicator.baseline
    figures = {**indicator.targets, 2026: indicator.targets[2026].model_copy(update={"value": Decimal(30000)})}
    del figures[2027]
    other = indicator.model_copy(
        update={"targets": figures, "baseline": indicator.baseline.model_copy(update={"value": Decimal(1)})}
    )
    objective = pnmce.objectives[0]
    objectives = (
        objective.model_copy(update={"indicators": (other, *objective.indicators[1:])}),
        *pnmce.objectives[1:],
    )
    amended = Policy(**{name: getattr(pnmce, name) for name in Policy.model_fields} | {"objectives": objectives})
    found = differences(told(pnmce, observed("25000")), told(amended, observed("25000")))
    targets = {(c.year, c.old, c.new) for c in found.of(What.TARGET)}
    assert targets == {(2026, Decimal(24853), Decimal(30000)), (2027, Decimal(25645), None)}
    assert found.of(What.BASELINE)[0].new == Decimal(1)
    assert found.of(What.RATIO)[0].causes == (Cause.TARGET,)


def test_an_indicator_that_came_or_went_is_told(pnmce: Policy) -> None:
    report = told(pnmce)
    objective = report.objectives[0]
    fewer = changed(
        report,
        objectives=(
            objective.model_copy(update={"indicators": objective.indicators[1:]}),
            *report.objectives[1:],
        ),
    )
    assert only(fewer, report, What.INDICATOR_ADDED).subject == INDICATOR
    assert only(report, fewer, What.INDICATOR_REMOVED).subject == INDICATOR


def test_two_policies_are_not_compared(pnmce: Policy, tiny_policy: Policy) -> None:
    with pytest.raises(InputError, match="agua-2030"):
        differences(told(pnmce), full_report(tiny_policy))


# Order, words, table and JSON


def test_the_most_important_comes_first(pnmce: Policy) -> None:
    changes = differences(told(pnmce), full_report(pnmce)).changes
    assert [c.importance for c in changes] == sorted(c.importance for c in changes)
    lights = [c.new for c in changes if c.what is What.LIGHT]
    assert lights == sorted(lights, key=["red", "amber", "no_data", "green", "not_due"].index)


VALUES = st.dictionaries(st.integers(0, 3), st.integers(0, 200), max_size=3)


@given(VALUES, VALUES)
def test_the_way_back_undoes_the_way_there(tiny_policy: Policy, before: dict[int, int], after: dict[int, int]) -> None:
    codes = [indicator.code for indicator in tiny_policy.indicators]
    old, new = (
        told(tiny_policy, *(observed(str(value), code=codes[place]) for place, value in values.items()))
        for values in (before, after)
    )
    there, back = differences(old, new), differences(new, old)
    opposite = {What.ALERT_RAISED: What.ALERT_GONE, What.ALERT_GONE: What.ALERT_RAISED}
    assert sorted((c.what, c.subject, c.aspect, str(c.year), str(c.old), str(c.new)) for c in there.changes) == sorted(
        (opposite.get(c.what, c.what), c.subject, c.aspect, str(c.year), str(c.new), str(c.old)) for c in back.changes
    )
    assert there.same == (before == after)
    assert {(c.subject, c.old, c.new) for c in there.of(What.VALUE)} == {
        (codes[place], before.get(place), after.get(place))
        for place in before.keys() | after.keys()
        if before.get(place) != after.get(place)
    }


def test_every_kind_of_change_has_its_words() -> None:
    for chosen in LANGUAGES:
        with speaking(chosen):
            assert len({what_name(what) for what in What}) == len(What)
            assert len({cause_name(cause) for cause in Cause}) == len(Cause)


def test_the_table_has_words_for_readers(pnmce: Policy) -> None:
    found = differences(told(pnmce, observed("25000")), told(pnmce, observed("12000", reason="Error.")))
    assert columns() == ("Qué cambió", "Código", "Nombre", "Año", "Antes", "Ahora", "Por qué")
    table = rows(found)
    assert len(table) == len(found.changes)
    value = next(row for row in table if row[0] == "Valor obtenido")
    assert value[1:2] + value[3:] == (INDICATOR, "2026", "25,000 US$ millones", "12,000 US$ millones", "Error.")
    assert table[0][0] == "Índice de resultados"


def test_a_rule_that_no_longer_exists_keeps_its_code() -> None:
    change = Change(what=What.ALERT_GONE, importance=3, subject="OP1", aspect="old_rule", old="low")
    assert headline(change) == "Alerta que ya no rige: old_rule"


def test_the_json_speaks_both_languages_and_is_the_same_again(pnmce: Policy) -> None:
    found = differences(told(pnmce), full_report(pnmce))
    content = differences_json(found)
    assert content == differences_json(found)
    document = json.loads(content)
    assert document["same"] is False
    assert len(document["changes"]) == len(found.changes)
    for change, read in zip(found.changes, document["changes"], strict=True):
        assert read["what"] == change.what
        assert read["sentence"]["es"] == sentence(change)
        assert read["sentence"]["es"] != read["sentence"]["en"]
    value = next(c for c in document["changes"] if c["what"] == "value")
    assert value["old"] is None
    assert isinstance(value["new"], int | float)


def test_a_change_is_written_with_its_unit_as_elsewhere() -> None:
    def told(unit: str, figure: str, what: What = What.VALUE) -> str:
        return shown(Change(what=what, importance=3, subject="S1", name="", unit=unit), Decimal(figure))

    assert told("número", "1410") == "1,410"
    assert told("US$ millones", "1410.5") == "1,410.5 US$ millones"
    assert told("%", "59.83") == "59.83 %"
    assert told("%", "59.83", What.RATIO) == "59.8 %"
