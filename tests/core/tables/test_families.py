"""A product is followed through changes of the nomenclature by the family of subheadings that they link."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.tables import families, table
from rumbo.core.tables.families import DIGITS, NAME

YEARS = range(2015, 2026)


def changes(*rows):
    """A concordance: pairs of codes of the change of 2022, or of another by its year."""
    whole = [(former, later, *(year or (2022,))) for former, later, *year in rows]
    return pa.table(
        {
            "from_version": [str(year - 5) for _f, _l, year in whole],
            "from_subheading": [former for former, _l, _y in whole],
            "to_version": [str(year) for _f, _l, year in whole],
            "to_subheading": [later for _f, later, _y in whole],
            "in_force_on": pa.array([date(year, 1, 1) for _f, _l, year in whole], pa.date32()),
        },
        schema=None if whole else EMPTY,
    )


EMPTY = pa.schema(
    [
        *((name, pa.string()) for name in ("from_version", "from_subheading", "to_version", "to_subheading")),
        ("in_force_on", pa.date32()),
    ]
)


def told(concordance, codes, digits=10, years=YEARS):
    """The family of each code that has one."""
    rows = families(concordance, codes, years).to_pylist()
    return {row["subheading"]: row[f"family_{digits}"] for row in rows if row[f"family_{digits}"]}


A, A1, A2, B, C = "0101000000", "0101100000", "0101200000", "0202000000", "0303000000"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(A, A1), (A, A2)], {A: A, A1: A, A2: A}, id="split"),
        pytest.param([(A1, A), (A2, A)], {A: A, A1: A, A2: A}, id="joined"),
        pytest.param([(A, B)], {A: A, B: A}, id="renamed"),
        pytest.param([(A, A), (A, B)], {A: A, B: A}, id="a part leaves"),
        pytest.param([(A, B), (C, B), (C, C)], {A: A, B: A, C: A}, id="linked through another"),
        pytest.param([(A, B, 2017), (B, C, 2022)], {A: A, B: A, C: A}, id="linked through another change"),
        pytest.param([(A, A), (B, B)], {}, id="nothing moved"),
        pytest.param([], {}, id="no change"),
    ],
)
def test_what_a_change_links_is_one_family(rows, expected):
    assert told(changes(*rows), [A, A1, A2, B, C]) == {code: f"{least}+" for code, least in expected.items()}


def test_a_code_stands_for_all_that_begin_so_but_for_those_listed_with_more_digits():
    concordance = changes(("010100", "020200"), (A1, A1))
    codes = ["0101000010", "0101000090", A1, B, C]
    assert told(concordance, codes) == dict.fromkeys(["0101000010", "0101000090", B], "010100+")
    exact = changes(("010100", "020200"), ("0101000090", "0101000090"))
    assert told(exact, codes) == dict.fromkeys(["0101000010", B], "010100+")


def test_a_change_at_ten_digits_goes_on_from_one_at_six():
    concordance = changes(("010100", "020200", 2017), (B, C, 2022))
    assert told(concordance, ["0101000010", B, C]) == dict.fromkeys(["0101000010", B, C], "010100+")


def test_shorter_codes_are_one_where_a_subheading_moved_between_them():
    concordance = changes(("0101000010", "0101000020"), ("0101000090", B))
    codes = ["0101000010", "0101000020", "0101000090", B]
    assert told(concordance, codes)["0101000010"] == "0101000010+"
    assert told(concordance, codes)[B] == "0101000090+"
    assert told(concordance, codes, 6) == dict.fromkeys(codes, "010100+")
    within = changes(("0101000010", "0101000020"))
    assert told(within, codes, 6) == {}


@pytest.mark.parametrize(
    ("years", "followed"),
    [([2020, 2021], False), ([2022, 2023], False), ([2021, 2022], True), ([2019, 2025], True), ([], False)],
)
def test_a_change_before_the_first_line_or_after_the_last_unites_nothing(years, followed):
    assert bool(told(changes((A, B)), [A, B], years=years)) is followed


def test_a_change_in_the_middle_of_the_first_year_counts():
    concordance = changes((A, B)).set_column(4, "in_force_on", pa.array([date(2022, 4, 1)], pa.date32()))
    assert told(concordance, [A, B], years=[2022]) == {A: f"{A}+", B: f"{A}+"}


def test_a_family_is_told_of_what_occurs_only():
    assert told(changes((A, A1), (A, A2)), [A2, C]) == {A2: f"{A}+"}


codes = st.sampled_from([f"{n:010}" for n in (1, 2, 3, 11, 12, 1000011, 1000012, 2000011)] + ["000000", "000001"])


@given(st.lists(st.tuples(codes, codes, st.sampled_from([2017, 2022]))), st.randoms(use_true_random=False))
def test_families_part_the_subheadings_and_no_order_of_rows_matters(rows, random):
    """Linked codes share their family, at every length; a longer code never parts what a shorter one unites."""
    seen = sorted({code for row in rows for code in row[:2] if len(code) == 10})
    rows = sorted(set(rows))
    found = families(changes(*rows), seen, YEARS)
    random.shuffle(rows)
    assert families(changes(*rows), seen, YEARS).equals(found)
    by_code = {row["subheading"]: row for row in found.to_pylist()}
    for former, later, _year in rows:
        if len(former) == len(later) == 10 and former != later:
            assert by_code[former]["family_10"] == by_code[later]["family_10"] is not None
    for digits in DIGITS[:-1]:
        names = {}
        for row in by_code.values():
            if row["family_10"]:
                names.setdefault(row["family_10"], set()).add(row[f"family_{digits}"] or row["subheading"][:digits])
        assert all(len(found) == 1 for found in names.values())


def test_what_ships_follows_what_it_lists():
    concordance = table(NAME).arrow
    codes = ["0802900000", "0802910000", "0802990000", "8517120000", "8517130000", "0806100000"]
    assert told(concordance, codes) == {
        **dict.fromkeys(codes[:3], "080290+"),
        **dict.fromkeys(codes[3:5], "851712+"),
    }
    moves = [row for row in concordance.to_pylist() if row["from_subheading"] != row["to_subheading"]]
    assert moves
    assert {row["in_force_on"] for row in moves} == {date(2022, 1, 1)}
