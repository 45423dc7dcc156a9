"""Files that are wrong in some way: each ends in a clear error or in quarantine, none in a lost line."""

import io
import zipfile

import pytest
from tests.core.customs.readers.dbase import EXPORTS, GOOD, header, record, table
from tests.core.customs.readers.reads import read

from rumbo.core.customs.errors import CustomsError

ROWS = [{**GOOD, "NSER": i + 1} for i in range(5)]
TABLE = table(ROWS)
HEAD, RECORD = len(header(EXPORTS, 0)), len(record(GOOD, EXPORTS))
NAMES = [name.lower().replace("part_nandi", "cnan") for name, *_rest in EXPORTS]
TEXT_ROW = "|".join(str(GOOD.get(name, "")) for name, *_rest in EXPORTS)
TEXT = ("|".join(NAMES) + "\n" + f"{TEXT_ROW}\n" * 5).encode("latin-1")


def packed(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(content, at, value):
    return content[:at] + value + content[at + len(value) :]


def bits(content, local, central, value):
    """A zip with one byte of its first member's two headers changed."""
    out = bytearray(content)
    out[out.index(b"PK\x03\x04") + local] = value
    out[out.index(b"PK\x01\x02") + central] = value
    return bytes(out)


ZIP = packed([("X.DBF", TABLE)])

ERRORS = {
    "empty table": ("a.dbf", b""),
    "table of zeros": ("a.dbf", bytes(4096)),
    "garbage header": ("a.dbf", bytes(range(255, 0, -1)) * 20),
    "header alone, cut": ("a.dbf", TABLE[:100]),
    "header that ends within its fields": ("a.dbf", changed(TABLE, 64, b"\r")),
    "record length too small": ("a.dbf", changed(TABLE, 10, b"\x05\x00")),
    "record length of zero": ("a.dbf", changed(TABLE, 10, b"\x00\x00")),
    "header length of zero": ("a.dbf", changed(TABLE, 8, b"\x00\x00")),
    "count of four thousand million": ("a.dbf", changed(TABLE, 4, b"\xff\xff\xff\xff")),
    "count below the records": ("a.dbf", changed(TABLE, 4, b"\x03")),
    "count of zero": ("a.dbf", changed(TABLE, 4, b"\x00")),
    "fields of another table": ("a.dbf", table([{"A": 1}], (("A", "N", 4, 0),))),
    "without the FOB column": ("a.dbf", table(ROWS, [f for f in EXPORTS if f[0] != "VFOBSERDOL"])),
    "without any date": ("a.dbf", table(ROWS, [f for f in EXPORTS if f[0] not in {"FNUM", "FEMB", "FREG"}])),
    "field named twice": ("a.dbf", changed(TABLE, 64, b"CADU\x00")),
    "text in place of a table": ("a.dbf", TEXT),
    "spreadsheet": ("a.xlsx", ZIP),
    "zip of nothing": ("a.zip", packed([])),
    "zip of a letter": ("a.zip", packed([("leame.doc", b"")])),
    "zip of two tables": ("a.zip", packed([("A.DBF", TABLE), ("B.DBF", TABLE)])),
    "zip that climbs": ("a.zip", packed([("../A.DBF", TABLE)])),
    "zip in a zip": ("a.zip", packed([("A.zip", ZIP)])),
    "zip bomb": ("a.zip", packed([("A.DBF", bytes(20 * 1024**2))])),
    "zip that is no zip": ("a.zip", TABLE),
    "zip cut short": ("a.zip", ZIP[:-30]),
    "zip damaged inside": ("a.zip", changed(ZIP, 80, b"\x00\xff\x00\xff")),
    "zip locked": ("a.zip", bits(ZIP, 6, 8, 1)),
    "zip packed in an unknown way": ("a.zip", bits(ZIP, 8, 10, 77)),
    "zip with a table of zeros": ("a.zip", packed([("A.DBF", bytes(4096))])),
    "empty text": ("a.csv", b""),
    "blank text": ("a.csv", b"\n\n  \n"),
    "text in UTF-16": ("a.csv", TEXT.decode("latin-1").encode("utf-16")),
    "text without end of line": ("a.csv", b"x" * 400_000),
    "text with a column twice": ("a.csv", TEXT.replace(b"fano", b"cadu", 1)),
    "text of other columns": ("a.csv", b"a,b,c\n1,2,3\n"),
    "table in place of a text": ("a.csv", TABLE),
}


@pytest.mark.parametrize(("name", "content"), ERRORS.values(), ids=ERRORS)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_a_mend(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CustomsError) as error:
        read(tmp_path / name)
    for problem in error.value.problems:
        assert name in problem.where
        assert problem.what.endswith(".")
        assert problem.mend.endswith(".")


def shifted(content):
    """A table that lost one byte inside its second record."""
    at = HEAD + RECORD + 40
    return content[:at] + content[at + 1 :]


ASIDE = {
    "cut in a record": ("a.dbf", TABLE[: HEAD + 3 * RECORD + 100], 3, ["record_truncated", "record_absent"]),
    "cut between records": ("a.dbf", TABLE[: HEAD + 3 * RECORD], 3, ["record_absent"] * 2),
    "cut after the header": ("a.dbf", TABLE[:HEAD], 0, ["record_absent"] * 5),
    "cut, with the mark of the end": ("a.dbf", TABLE[: HEAD + 4 * RECORD] + b"\x1a", 4, ["record_absent"]),
    "count above the records": ("a.dbf", changed(TABLE, 4, b"\x07"), 5, ["record_absent"] * 2),
    "a byte lost": ("a.dbf", shifted(TABLE), 1, None),
    "a mark that is none": ("a.dbf", changed(TABLE, HEAD + RECORD, b"\xff"), 4, ["record_mark"]),
    "a record of zeros": ("a.dbf", changed(TABLE, HEAD + RECORD, bytes(RECORD)), 4, ["record_mark"]),
    "a record of asterisks": ("a.dbf", changed(TABLE, HEAD + RECORD + 1, b"*" * (RECORD - 1)), 4, ["key_missing"]),
    "a record of blanks": ("a.dbf", changed(TABLE, HEAD + RECORD, b" " * RECORD), 4, ["key_missing"]),
    "a record of high bytes": ("a.dbf", changed(TABLE, HEAD + RECORD + 1, b"\xfe" * (RECORD - 1)), 4, ["key_missing"]),
    "a cut table in a zip": ("a.zip", packed([("A.DBF", TABLE[: HEAD + 4 * RECORD + 9])]), 4, ["record_truncated"]),
    "a row too short": ("a.csv", TEXT + b"118|2024|1\n", 5, ["field_count"]),
    "a row too long": ("a.csv", TEXT + TEXT_ROW.encode("latin-1") + b"|x\n", 5, ["field_count"]),
    "a row without end": ("a.csv", TEXT + b"x" * 9_000_000, 5, ["row_too_long"]),
    "a huge row between": ("a.csv", TEXT + b"x" * 9_000_000 + b"\n" + TEXT_ROW.encode("latin-1"), 6, ["row_too_long"]),
    "zero bytes in a row": ("a.csv", TEXT + bytes(50) + b"\n118|\0\n", 5, ["field_count"]),
    "a text cut in its last row": ("a.csv", TEXT[:-200], 4, ["field_count"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kept", "reasons"), ASIDE.values(), ids=ASIDE)
def test_what_cannot_be_used_goes_aside_and_the_rest_is_kept(tmp_path, name, content, kept, reasons):
    (tmp_path / name).write_bytes(content)
    whole = read(tmp_path / name)
    assert len(whole.lines) == kept
    if reasons is not None:
        assert whole.reasons == reasons
    assert all(row["line"].startswith("{") for row in whole.quarantine)


def test_the_header_of_a_table_may_announce_nothing(tmp_path):
    (tmp_path / "a.dbf").write_bytes(table([]))
    assert read(tmp_path / "a.dbf").records == 0
