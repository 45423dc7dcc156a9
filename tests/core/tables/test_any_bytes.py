"""Whatever stands in a file, it is read or refused with a whole sentence; nothing else is raised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.tables import TableError, definition
from rumbo.core.tables.loading import read_rows

TOKENS = st.sampled_from(
    [
        *(
            "",
            "year",
            "uit_pen",
            "2024",
            "2025",
            "5150",
            "1,5",
            "-3",
            "n.d.",
            "#N/A",
            "IV.24",
            "III.24",
            "AÑO",
            "I",
            "II",
        ),
        *("Crédito", "Débito", "Viajes", "b. Pasajeros", "I. TRANSPORTES", "c. Otros", "V. OTROS", "Fletes - Crédito"),
        *(
            "Saldo",
            "country",
            "PER",
            "Peru",
            "CHL",
            "indicator",
            "value",
            "TFI_A",
            "(B) Involvement",
            "Average",
            '"',
            "x",
        ),
    ]
)
SHEETS = st.lists(st.lists(TOKENS, max_size=6), max_size=10).map(lambda rows: "\n".join(";".join(row) for row in rows))
TABLES = ["uit", "services_bcrp", "trade_facilitation"]


def read(name, data):
    problems = ()
    try:
        rows = read_rows(definition(name), data, "any.csv").num_rows
    except TableError as refused:
        problems, rows = refused.problems, 0
    assert bool(rows) != bool(problems)
    assert all(problem.what.endswith((".", "?")) for problem in problems)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.binary(max_size=200))
def test_any_bytes(name, data):
    read(name, data)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.binary(max_size=100))
def test_any_bytes_in_a_zip(name, data):
    read(name, b"PK\x03\x04" + data)


@pytest.mark.parametrize("name", TABLES)
@given(text=SHEETS)
def test_any_cells(name, text):
    read(name, text.encode())
