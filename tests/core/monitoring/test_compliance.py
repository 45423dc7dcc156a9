"""What holds of every judgement, whatever the figures."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.monitoring.cases import indicator

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.monitoring.compliance import judge, light_of, note_text
from rumbo.core.monitoring.method import Method, load_method
from rumbo.core.monitoring.records import Light, Note
from rumbo.core.policy.models import Direction, Policy

METHOD = load_method("ceplan-2024")
ORDER = {Light.RED: 0, Light.AMBER: 1, Light.GREEN: 2}

#: Figures as policies have them, with zeros and negatives, and the occasional one of absurd size.
FIGURES = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.00"), Decimal(1), Decimal(-1), Decimal(100)]),
    st.decimals(-1000, 1000, places=2),
    st.decimals(Decimal("-1e12"), Decimal("1e12"), places=10),
    st.decimals(Decimal("-1e28"), Decimal("1e28"), allow_nan=False, allow_infinity=False),
)
MAYBE = st.none() | FIGURES
DIRECTIONS = st.sampled_from(["ascending", "descending", "undefined", "none"])
STATED = st.sampled_from(["ascending", "descending"])
YEARS = st.sampled_from([2025, 2026, 2027, 2030])
FACTORS = st.sampled_from([Decimal("0.001"), Decimal("0.5"), Decimal(2), Decimal(1000), Decimal(37)])
COUNTING = st.sampled_from(["type_1", "type_2"])


def terms(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> dict[str, Decimal | None]:
    return {"value": value, "numerator": numerator, "denominator": denominator}


TARGETS = st.dictionaries(YEARS, st.builds(terms, MAYBE, MAYBE, MAYBE), max_size=4)
BASELINES = st.one_of(st.just("none"), st.just("not measured"), FIGURES)


def counting(ratio: str) -> Method:
    return METHOD.model_copy(update={"counting_ratio": ratio})


@given(direction=DIRECTIONS, baseline=BASELINES, targets=TARGETS, year=YEARS, value=MAYBE, ratio=COUNTING)
def test_every_figure_is_finite_or_absent(*, direction, baseline, targets, year, value, ratio) -> None:
    judged = judge(indicator(direction=direction, baseline=baseline, targets=targets), year, value, counting(ratio))

    figures = (judged.ratio_pct, judged.type2_pct, judged.capped_pct)
    assert all(figure is None or figure.is_finite() for figure in figures)
    assert len(set(judged.notes)) == len(judged.notes)
    assert judged.value == value


@given(direction=DIRECTIONS, baseline=BASELINES, targets=TARGETS, year=YEARS, value=MAYBE, ratio=COUNTING)
def test_there_is_a_ratio_if_and_only_if_there_are_value_and_target(
    *, direction, baseline, targets, year, value, ratio
) -> None:
    judged = judge(indicator(direction=direction, baseline=baseline, targets=targets), year, value, counting(ratio))

    both = value is not None and judged.target is not None
    assert (judged.ratio_pct is not None) is both
    assert (judged.capped_pct is not None) is both
    assert (judged.light in ORDER) is both
    assert (judged.light is Light.NOT_DUE) is (judged.target is None)


@given(direction=DIRECTIONS, baseline=BASELINES, target=FIGURES, value=FIGURES, ratio=COUNTING)
def test_what_enters_the_means_lies_between_floor_and_cap(direction, baseline, target, value, ratio) -> None:
    sheet = indicator(direction=direction, baseline=baseline, targets={2026: target})
    judged = judge(sheet, 2026, value, counting(ratio))

    assert judged.ratio_pct is not None
    assert judged.capped_pct is not None
    assert 0 <= judged.capped_pct <= 100
    assert (Note.CAPPED in judged.notes) is (judged.capped_pct != judged.ratio_pct)
    assert judged.light is light_of(judged.ratio_pct, METHOD)


@given(direction=STATED, baseline=BASELINES, target=FIGURES, values=st.tuples(FIGURES, FIGURES), ratio=COUNTING)
def test_a_better_value_never_gets_a_worse_light_nor_weighs_less(direction, baseline, target, values, ratio) -> None:
    worse, better = sorted(values, reverse=direction == "descending")
    sheet = indicator(direction=direction, baseline=baseline, targets={2026: target})
    low, high = judge(sheet, 2026, worse, counting(ratio)), judge(sheet, 2026, better, counting(ratio))

    assert ORDER[low.light] <= ORDER[high.light]
    assert low.capped_pct is not None
    assert high.capped_pct is not None
    assert low.capped_pct <= high.capped_pct


@given(direction=STATED, baseline=BASELINES, target=FIGURES, value=FIGURES)
def test_a_target_that_is_reached_is_green_and_one_that_is_missed_is_below_100(
    direction, baseline, target, value
) -> None:
    judged = judge(indicator(direction=direction, baseline=baseline, targets={2026: target}), 2026, value, METHOD)

    reached = value <= target if direction == "descending" else value >= target
    assert judged.ratio_pct is not None
    if reached:
        assert judged.ratio_pct >= 100
        assert judged.light is Light.GREEN
    else:
        assert judged.ratio_pct <= 100


@given(
    direction=DIRECTIONS,
    baseline=st.none() | st.decimals(-1000, 1000, places=2),
    targets=st.dictionaries(YEARS, st.decimals(-1000, 1000, places=2), min_size=1),
    year=YEARS,
    value=st.none() | st.decimals(-1000, 1000, places=2),
    factor=FACTORS,
)
def test_the_unit_of_the_figures_does_not_matter(*, direction, baseline, targets, year, value, factor) -> None:
    def judged(by: Decimal) -> tuple[object, ...]:
        start = "not measured" if baseline is None else baseline * by
        sheet = indicator(direction=direction, baseline=start, targets={y: t * by for y, t in targets.items()})
        found = judge(sheet, year, None if value is None else value * by, METHOD)
        return found.ratio_pct, found.type2_pct, found.capped_pct, found.light, found.direction, found.notes

    assert judged(factor) == judged(Decimal(1))


@given(
    baseline=BASELINES.filter(lambda b: b != "none"),
    targets=st.dictionaries(YEARS, FIGURES, min_size=1),
    year=YEARS,
    value=MAYBE,
    direction=STATED,
)
def test_descending_is_the_mirror_of_ascending(baseline, targets, year, value, direction) -> None:
    other = "ascending" if direction == "descending" else "descending"
    mirrored = "not measured" if baseline == "not measured" else -baseline
    one = judge(indicator(direction=direction, baseline=baseline, targets=targets), year, value, METHOD)
    two = judge(
        indicator(direction=other, baseline=mirrored, targets={y: -t for y, t in targets.items()}),
        year,
        None if value is None else -value,
        METHOD,
    )

    assert (one.ratio_pct, one.type2_pct, one.light) == (two.ratio_pct, two.type2_pct, two.light)


@given(targets=st.dictionaries(YEARS, FIGURES, min_size=2))
def test_an_inferred_direction_follows_where_the_series_ends(targets) -> None:
    first, last = targets[min(targets)], targets[max(targets)]
    assume(first != last)
    judged = judge(indicator(direction="undefined", targets=targets), 2026, None, METHOD)

    assert judged.direction is (Direction.ASCENDING if last > first else Direction.DESCENDING)
    assert Note.DIRECTION_INFERRED in judged.notes


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_a_value_that_is_no_number_is_refused(value: str) -> None:
    with speaking("en"), pytest.raises(InputError) as caught:
        judge(indicator(targets={2026: 10}), 2026, Decimal(value), METHOD)

    assert str(caught.value) == (
        f"S1.1.1-Q1 2026: The value of S1.1.1-Q1 in 2026 is “{value}”; a finite number was expected. "
        "Register the obtained value as a number, or leave it out where there is no data."
    )


@pytest.mark.parametrize("note", list(Note))
def test_every_note_has_its_sentence_in_both_languages(note: Note) -> None:
    with speaking("en"):
        english = note_text(note)
    with speaking("es"):
        spanish = note_text(note)

    assert english.endswith(".")
    assert spanish.endswith(".")
    assert english != spanish


def test_every_sheet_of_the_policy_can_be_judged_in_every_year(pnmce: Policy) -> None:
    years = range(pnmce.baseline_year, pnmce.horizon + 1)
    judged = [judge(i, year, Decimal(50), METHOD) for i in pnmce.indicators for year in years]

    due = sum(f.value is not None for i in pnmce.indicators for f in i.targets.values())
    assert sum(c.light in ORDER for c in judged) == due
    assert sum(c.light is Light.NOT_DUE for c in judged) == len(judged) - due


def test_the_targets_that_differ_from_their_terms_are_those_of_the_source(pnmce: Policy) -> None:
    differing = [
        (i.code, year)
        for i in pnmce.indicators
        for year in sorted(i.targets)
        if Note.TARGET_DIFFERS_FROM_RATIO in judge(i, year, None, METHOD).notes
    ]

    assert differing == [
        *(("S1.1.1-Q1", year) for year in (2028, 2032, 2033, 2034, 2035)),
        *(("S1.4.1-Q1", year) for year in (2027, 2028, 2029, 2030, 2032)),
        ("S2.2.2-Q1", 2040),
        *(("S2.4.2-Q1", year) for year in (2031, 2032, 2033, 2034, 2035)),
        ("S3.4.2-Q1", 2033),
        *(("S3.4.2-Q2", year) for year in (2026, 2029, 2030, 2031, 2035, 2040)),
        *(("S3.5.1-C2", year) for year in (2028, 2029, 2030, 2031)),
        *(("S4.2.1-Q1", year) for year in (2028, 2029, 2030)),
        *(("S4.3.1-Q1", year) for year in (2026, 2040)),
        *(("S5.1.1-Q1", year) for year in (2034, 2035)),
        *(("S5.1.2-Q1", year) for year in (2034, 2035)),
        *(("S5.2.4-Q1", year) for year in (2026, 2027)),
    ]
