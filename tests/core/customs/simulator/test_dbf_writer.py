"""The writer of dBase tables: its header tells its records, and other readers read what was meant."""

import struct
import zipfile
from datetime import date
from decimal import Decimal

import numpy as np
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.customs.simulator.dbf_writer import Column, Numbers, Padded, Texts, dbf_bytes, text_table

DAY = date(2024, 6, 11)


def one_column(column, values, **options):
    """The bytes of each record of a table with one column, mark included."""
    count = len(values.codes if isinstance(values, Texts) else values.values)
    table = dbf_bytes([column], [values], count, updated=DAY, **options)
    body = table[32 + 32 + 1 : -1]
    width = column.width + 1
    return [body[i * width : (i + 1) * width] for i in range(count)]


def test_header_describes_itself():
    columns = [Column("CADU", "C", 3), Column("VFOBSERDOL", "N", 15, 2)]
    values = [Padded(np.array([118, 46])), Numbers(np.array([12345, -7]))]
    table = dbf_bytes(columns, values, 2, updated=DAY)
    version, year, month, day, records, length, width = struct.unpack_from("<BBBBIHH", table)
    assert (version, year, month, day, records) == (0x03, 124, 6, 11, 2)
    assert length == 32 + 2 * 32 + 1
    assert width == 1 + 3 + 15
    assert len(table) == length + records * width + 1
    assert table[length - 1 : length] == b"\r"
    assert table[-1:] == b"\x1a"
    name, kind, size, decimals = struct.unpack_from("<11sc4xBB", table, 64)
    assert (name.rstrip(b"\0"), kind, size, decimals) == (b"VFOBSERDOL", b"N", 15, 2)
    assert table[length:-1] == b" 118         123.45 046          -0.07"


@pytest.mark.parametrize(
    ("units", "written"),
    [
        (0, b"   0.00"),
        (5, b"   0.05"),
        (-5, b"  -0.05"),
        (123456, b"1234.56"),
        (-99999, b"-999.99"),
        (1234567, b"*******"),
        (-123456, b"*******"),
    ],
)
def test_numbers_stand_right_and_overflow_as_asterisks(units, written):
    assert one_column(Column("V", "N", 7, 2), Numbers(np.array([units]))) == [b" " + written]


def test_blank_numbers_deleted_records_and_codes():
    values = Numbers(np.array([1, 2]), blank=np.array([True, False]))
    assert one_column(Column("N", "N", 3), values, deleted=np.array([False, True])) == [b"    ", b"*  2"]
    assert one_column(Column("C", "C", 6), Padded(np.array([42, 999999]))) == [b" 000042", b" 999999"]


def test_texts_are_latin_1_and_of_one_width():
    texts = Texts(np.array([1, 0]), text_table(["corto", "PEÑA muy largo"], 6))
    assert one_column(Column("T", "C", 8), texts) == [b" PE\xd1A m  ", b" corto   "]


@given(st.lists(st.integers(-(10**13) + 1, 10**13 - 1), min_size=1, max_size=50))
def test_every_number_reads_back(units):
    records = one_column(Column("V", "N", 16, 3), Numbers(np.array(units, dtype=np.int64)))
    read = [Decimal(record[1:].decode()) for record in records if b"*" not in record]
    kept = [value for value, record in zip(units, records, strict=True) if b"*" not in record]
    assert read == [Decimal(value).scaleb(-3) for value in kept]
    assert all(abs(value) >= 10**11 for value, record in zip(units, records, strict=True) if b"*" in record)


def test_dbfread_reads_a_simulated_file(small, tmp_path):
    dbfread = pytest.importorskip("dbfread", reason="dbfread belongs to the group bench")
    name, records = unpacked(small, tmp_path)
    rows = list(dbfread.DBF(name, encoding="latin-1", raw=True, ignore_missing_memofile=True))
    deleted = next(f["deleted"] for f in small.truth["X"]["files"] if f["name"].startswith(name.stem))
    assert len(rows) == records - deleted
    assert all(row["DMER5"].strip() == b"DATO SIMULADO" for row in rows)
    assert {len(row["NDOC"].strip()) for row in rows} <= {8, 11}


def test_gdal_reads_a_simulated_file(small, tmp_path):
    name, records = unpacked(small, tmp_path)
    deleted = next(f["deleted"] for f in small.truth["X"]["files"] if f["name"].startswith(name.stem))
    _meta, table = pyogrio.read_arrow(name, encoding="ISO-8859-1")
    assert table.num_rows == records - deleted
    assert set(table["DMER5"].to_pylist()) == {"DATO SIMULADO"}


def unpacked(small, folder):
    """The first weekly table of exports, unpacked, and how many records it has."""
    first = next(file for file in small.done.files if file.name.startswith("x"))
    with zipfile.ZipFile(small.path / first.name) as archive:
        archive.extractall(folder)
    return folder / first.name.replace(".zip", ".DBF"), first.records
