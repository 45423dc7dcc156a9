"""One text for one content: what is hashed reads alike on every engine."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.invented import Cast, value

from rumbo.apps.ledger.canonical import GENESIS, canonical_json, decimal_text, fingerprint
from rumbo.apps.ledger.models import Revision
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services import record_values
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda d: max(len(d.as_tuple().digits), -int(d.as_tuple().exponent)) + max(0, int(d.as_tuple().exponent)) <= 60
)


@pytest.mark.parametrize(
    ("given_", "text"),
    [("70.0", "70"), ("1E+2", "100"), ("-0", "0"), ("0.00", "0"), ("-0.50", "-0.5"), ("1E-7", "0.0000001")],
)
def test_a_decimal_has_one_text(given_: str, text: str) -> None:
    assert decimal_text(Decimal(given_)) == text


@given(DECIMALS)
def test_no_digit_is_lost(number: Decimal) -> None:
    text = decimal_text(number)
    assert Decimal(text) == number
    assert decimal_text(Decimal(text)) == text


@given(DECIMALS, DECIMALS)
def test_equal_numbers_and_only_they_have_one_text(one: Decimal, other: Decimal) -> None:
    assert (decimal_text(one) == decimal_text(other)) is (one == other)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+61", "1E-61", "1E+999999"])
def test_what_is_no_measurement_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        decimal_text(Decimal(number))


def test_a_document_has_one_text() -> None:
    lima = timezone(timedelta(hours=-5))
    document = {
        "b": Decimal("1.50"),
        "a": [date(2026, 1, 2), datetime(2026, 1, 1, 19, tzinfo=lima), None, True, "ñ"],
        "c": datetime(2026, 1, 2, tzinfo=UTC),
    }
    assert canonical_json(document) == (
        '{"a":["2026-01-02","2026-01-02T00:00:00.000000+00:00",null,true,"ñ"],"b":"1.5",'
        '"c":"2026-01-02T00:00:00.000000+00:00"}'
    )
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json(float("nan"))
    with pytest.raises(TypeError, match="bytes has no canonical form"):
        canonical_json(b"")


def test_a_column_that_holds_nothing_does_not_change_the_hash() -> None:
    assert fingerprint("t", {"a": 1, "added_later": None}, GENESIS) == fingerprint("t", {"a": 1}, GENESIS)


def test_everything_but_nothing_changes_the_hash() -> None:
    hashes = {
        fingerprint("t", {"a": 1}, GENESIS),
        fingerprint("u", {"a": 1}, GENESIS),
        fingerprint("t", {"a": 2}, GENESIS),
        fingerprint("t", {"a": "1"}, GENESIS),
        fingerprint("t", {"b": 1}, GENESIS),
        fingerprint("t", {"a": 1}, "1" * 64),
    }
    assert len(hashes) == 6


@pytest.mark.parametrize("figure", ["123456789012345678901234567890.123456789012345678901234", "0.1", "1E-30", "-7"])
def test_a_figure_comes_back_digit_by_digit(policy: Policy, people: Cast, figure: str) -> None:
    record_values(policy, [value(1, figure)], origin=Origin.REPORTED, actor=people.reporter)
    assert history("water-2030", "OP1-I1", 2026)[0].value == Decimal(figure)
    row = Revision.objects.get()
    assert fingerprint(row.table(), row.content(), row.previous_hash) == row.row_hash


def test_a_known_row_has_a_known_hash() -> None:
    """The canonical form is a promise: whatever changes it would void every ledger in use."""
    row = Revision(
        sequence=1,
        recorded_at=datetime(2026, 11, 20, 15, 0, 0, 5, UTC),
        recorded_by_id=3,
        recorded_by_name="Ana",
        previous_hash=GENESIS,
        policy="water-2030",
        indicator="OP1-I1",
        year=2026,
        number=1,
        value=Decimal("12.50"),
        origin="reported",
        entity="AGUA",
        parts=[],
    )
    assert (
        fingerprint(row.table(), row.content(), GENESIS)
        == "06a1b8dd50a09714b924ed136720dc571622c1c0780b1968df7d25aa03029a62"
    )
