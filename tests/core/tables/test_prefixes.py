"""The narrowest range decides: against a plain search, for any nested ranges and any codes."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.tables import ReferenceTable, TableError, concordance, table

prefixes = st.lists(st.text("0123456789", min_size=2, max_size=10), unique_by=lambda p: p.ljust(10, "_"), max_size=30)
codes = st.lists(st.text("0123456789", min_size=10, max_size=10), max_size=30)


def of_prefixes(found):
    arrow = pa.table(
        {
            "hs_from": pa.array(found, pa.string()),
            "hs_to": pa.array(found, pa.string()),
            "sector": pa.array([f"class {prefix}" for prefix in found], pa.string()),
        }
    )
    return ReferenceTable("sector", "v", "0" * 64, "loaded", "test", arrow)


@given(prefixes, codes)
def test_the_longest_prefix_wins(found, asked):
    asked = asked + [prefix.ljust(10, "0") for prefix in found] + [prefix.ljust(10, "9") for prefix in found]
    answered = concordance(of_prefixes(found), pa.array(asked, pa.string()))
    expected = {}
    for code in asked:
        longest = max((prefix for prefix in found if code.startswith(prefix)), key=len, default=None)
        expected[code] = longest and f"class {longest}"
    assert {row["subheading"]: row["sector"] for row in answered.to_pylist()} == expected
    assert all(row["listed"] == (row["sector"] is not None) for row in answered.to_pylist())
    assert answered["subheading"].to_pylist() == sorted(set(asked))


@given(codes, st.randoms())
def test_order_and_repetition_of_the_codes_do_not_matter(asked, random):
    shuffled = asked * 2
    random.shuffle(shuffled)
    sector = table("sector")
    assert concordance(sector, pa.array(shuffled, pa.string())).equals(
        concordance(sector, pa.array(asked, pa.string()))
    )


def test_what_is_no_subheading_is_not_listed():
    asked = pa.chunked_array([pa.array(["0806100000", None, "806100000"]), pa.array(["26", "ABCDEFGHIJ", ""])])
    listed = {row["subheading"]: row["listed"] for row in concordance(table("sector"), asked).to_pylist()}
    assert listed == {"0806100000": True, "806100000": False, "26": False, "ABCDEFGHIJ": False, "": False}


def test_no_subheadings():
    assert concordance(table("sector"), pa.array([], pa.string())).num_rows == 0


def test_the_columns_of_the_answer():
    found = concordance(table("sector"), pa.array(["2603000000"]))
    assert found.column_names == ["subheading", "listed", "sector", "mining_energy", "source", "note"]


@pytest.mark.parametrize("name", ["uit", "product_group"])
def test_a_table_without_one_class_a_subheading(name):
    with pytest.raises(TableError) as refused:
        concordance(table(name), pa.array(["2603000000"]))
    assert str(refused.value) == (
        f"The table “{name}” does not give one class to each subheading by ranges. "
        "Use a table such as “sector” or “product_type”."
    )
