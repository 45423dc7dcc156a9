"""What is typed is held to the indicator's sheet by the same checks as a workbook, field by field."""

from decimal import Decimal

import pytest

from rumbo.apps.desk.checking import check_content
from rumbo.apps.desk.records import DraftContent, TypedPart
from rumbo.core.intake.figures import Convention
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Policy

NOTHING: Observations = {}


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMBO_LANG", "en")


def ratio(policy: Policy) -> str:
    """Code of an indicator that is a share reported by its two terms."""
    return next(i.code for i in policy.indicators if i.measure.reported_as == "ratio" and i.measure.share)


def count(policy: Policy) -> str:
    """Code of an indicator that counts things."""
    return next(i.code for i in policy.indicators if i.measure.whole and i.measure.reported_as != "ratio")


def problems(policy: Policy, code: str, **typed: str) -> list[tuple[str, str]]:
    found = check_content(policy, code, 2026, DraftContent(**typed), NOTHING)
    assert (found.value is None) is bool(found.problems)
    return [(problem.where, problem.what) for problem in found.problems]


def test_a_ratio_is_computed_from_its_terms(pnmce: Policy) -> None:
    found = check_content(pnmce, ratio(pnmce), 2026, DraftContent(numerator="1", denominator="8"), NOTHING)
    assert found.value is not None
    assert (found.value.value, found.value.numerator, found.value.denominator) == (Decimal("12.5"), 1, 8)


@pytest.mark.parametrize(
    ("typed", "where", "what"),
    [
        ({"value": "85"}, "value", "its numerator and denominator were expected"),
        ({"numerator": "3"}, "denominator", "the denominator is missing"),
        ({"numerator": "9", "denominator": "8"}, "numerator", "is above the denominator"),
        ({"numerator": "1", "denominator": "0"}, "denominator", "The denominator is zero"),
        ({"numerator": "1", "denominator": "8", "value": "50"}, "value", "its terms 1/8 give 12.5"),
        ({"numerator": "uno", "denominator": "8"}, "numerator", "“uno” is not a number"),
        ({"numerator": "=1", "denominator": "8"}, "numerator", "A formula was found"),
        ({"numerator": "1", "denominator": "8", "comment": "x" * 5001}, "comment", "at most 5000 are kept"),
    ],
)
def test_a_bad_ratio_names_its_field(pnmce: Policy, typed: dict[str, str], where: str, what: str) -> None:
    [(found_where, found_what)] = problems(pnmce, ratio(pnmce), **typed)
    assert found_where == where
    assert what in found_what


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("3.5", "A count has no decimals"),
        ("-3", "A count cannot be negative"),
        ("1e3", "powers of ten"),
        ("12 wells", "is not a number"),
        ("1.234", "can be read as 1.234 or as 1234"),
        ("9" * 16, "is no figure"),
        ("", "There is no value to submit"),
        ("n/d", "There is no value to submit"),
        ("NaN", "is not a number"),
    ],
)
def test_a_bad_count_names_its_field(pnmce: Policy, typed: str, what: str) -> None:
    [(where, found)] = problems(pnmce, count(pnmce), value=typed)
    assert where == "value"
    assert what in found


def test_a_decimal_sign_that_was_stated_settles_what_can_be_read_twice(pnmce: Policy) -> None:
    content = DraftContent(value="1.234")
    found = check_content(pnmce, count(pnmce), 2026, content, NOTHING, decimal=Convention.COMMA)
    assert found.value is not None
    assert found.value.value == 1234


def test_parts_are_checked_one_by_one(pnmce: Policy) -> None:
    broken = next(i for i in pnmce.indicators if i.breakdowns and i.measure.reported_as == "value")
    dimension = broken.breakdowns[0].dimension
    members = next(d for d in pnmce.dimensions if d.code == dimension).members or {"Any": "Any"}
    member = next(iter(members))
    parts = (
        TypedPart(dimension, member, value="abc"),
        TypedPart("nowhere", member, value="1"),
        TypedPart(dimension, "", value="1"),
        TypedPart(dimension, member),
    )
    found = check_content(pnmce, broken.code, 2026, DraftContent(value="10", parts=parts), NOTHING)
    assert [problem.where for problem in found.problems] == ["parts.0.value", "parts.1.dimension", "parts.2.member"]


def test_what_is_far_from_the_target_is_a_warning_and_no_problem(pnmce: Policy) -> None:
    aimed = next(i for i in pnmce.indicators if i.measure.whole and i.target(2026) and i.direction)
    target = aimed.target(2026) or Decimal(0)
    found = check_content(pnmce, aimed.code, 2026, DraftContent(value=str(target * 100)), NOTHING)
    assert found.value is not None
    assert {warning.where for warning in found.warnings} == {"value"}


def test_a_value_that_replaces_another_asks_for_a_reason(pnmce: Policy) -> None:
    replaced = check_content(pnmce, count(pnmce), 2026, DraftContent(value="3"), NOTHING, replaces=2)
    assert [problem.where for problem in replaced.problems] == ["reason"]
    told = check_content(pnmce, count(pnmce), 2026, DraftContent(value="3", reason="late data"), NOTHING, replaces=2)
    assert told.value is not None
    assert told.value.reason == "late data"
