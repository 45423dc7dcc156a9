import io

import pytest
from tests.core.customs.readers.dbase import header, record, table

from rumbo.core.customs.dbf import MOST_ABSENT, OUT_OF_STEP, DbfReader
from rumbo.core.customs.errors import CustomsError

LAYOUT = (("CODE", "C", 6, 0), ("NAME", "C", 12, 0), ("VALUE", "N", 8, 2))
ROWS = [{"CODE": str(i), "NAME": f"name {i}", "VALUE": f"{i}.50"} for i in range(7)]


def opened(content, encoding="latin-1", batch=3):
    return DbfReader(io.BytesIO(content), len(content), "a.dbf", encoding, batch)


def rows(reader):
    return [row for part in reader.batches() for row in part.texts(["CODE", "VALUE"]).rows()]


def test_the_header_tells_the_fields_and_the_count():
    reader = opened(table(ROWS, LAYOUT))
    assert reader.columns == ("CODE", "NAME", "VALUE")
    assert reader.records == 7
    assert rows(reader) == [(str(i), f"{i}.50") for i in range(7)]


def test_records_keep_their_place_and_deleted_ones_are_counted():
    marked = [{**row, "deleted": i in {0, 3, 6}} for i, row in enumerate(ROWS)]
    parts = list(opened(table(marked, LAYOUT)).batches())
    assert [p for part in parts for p in part.positions.tolist()] == [2, 3, 5, 6]
    assert [part.deleted for part in parts] == [1, 1, 1]


def test_fields_may_stand_in_any_order_and_width():
    other = (("VALUE", "N", 19, 4), ("X", "C", 200, 0), ("CODE", "C", 1, 0))
    assert rows(opened(table(ROWS, other))) == [(str(i), f"{i}.50") for i in range(7)]


def test_a_text_may_be_wider_than_255():
    wide = bytearray(header((("NAME", "C", 44, 0),), 1))
    wide[32 + 17] = 1  # the high byte of the width: 300
    wide[10:12] = (301).to_bytes(2, "little")
    content = bytes(wide) + b" " + b"ab".ljust(300) + b"\x1a"
    part = next(opened(content).batches())
    assert part.texts(["NAME"])["NAME"].to_list() == ["ab"]


@pytest.mark.parametrize(
    ("encoding", "language", "told"),
    [
        ("latin-1", 0, "latin-1"),
        ("cp850", 2, "latin-1"),
        ("cp437", 1, "latin-1"),
        ("cp1252", 3, "cp850"),
        ("cp850", 0, "cp850"),
        ("utf-8", 0, "latin-1"),
        ("utf-8", 0, "utf-8"),
        ("latin-1", 0, "utf-8"),
    ],
)
def test_texts_are_read_in_the_encoding_that_the_header_names_or_the_mapping(encoding, language, told):
    names = ["CAÑA É", "ñandú", "plain", "Perú", "Ü"]
    content = table([{"NAME": n} for n in names], LAYOUT, encoding=encoding, language=language)
    read = [n for part in opened(content, told, 2).batches() for n in part.texts(["NAME"])["NAME"]]
    assert read == names


def test_a_letter_that_the_width_cuts_is_left_out():
    content = table([{"NAME": "ñññññññ"}], (("NAME", "C", 5, 0),), encoding="utf-8")
    assert next(opened(content).batches()).texts(["NAME"])["NAME"].to_list() == ["ññ"]


@pytest.mark.parametrize("tail", [b"\x1a", b"", b"\x00" * 40, b"\x1a" + b" old bytes" * 9])
def test_what_is_nothing_may_follow_the_last_record(tail):
    assert len(rows(opened(table(ROWS, LAYOUT)[:-1] + tail))) == 7


@pytest.mark.parametrize("extra", [record(ROWS[0], LAYOUT), record(ROWS[0], LAYOUT)[:9], record(ROWS[0], LAYOUT) * 9])
def test_records_beyond_the_announced_ones_are_no_silent_loss(extra):
    with pytest.raises(CustomsError, match="goes on after the 7 records"):
        rows(opened(table(ROWS, LAYOUT)[:-1] + extra))


@pytest.mark.parametrize("lost", [1, 5, 27, 28, 60, 27 * 7])
def test_a_cut_file_keeps_what_came_and_tells_what_did_not(lost):
    content = table(ROWS, LAYOUT)[: -1 - lost]
    parts = list(opened(content).batches())
    broken = [b for part in parts for b in part.broken]
    whole = sum(len(part.positions) for part in parts)
    assert whole == 7 - -(-lost // 27)
    assert [b.position for b in broken] == list(range(whole + 1, 8))
    assert [b.reason for b in broken].count("record_truncated") == (lost % 27 > 0)
    if lost == 5:
        assert broken[0].fields == {"CODE": "6", "NAME": "name 6", "VALUE": ""}


def test_a_record_without_its_mark_is_broken_and_its_neighbours_are_not():
    content = bytearray(table(ROWS, LAYOUT))
    content[32 * 4 + 1 + 27 * 2] = ord("?")
    parts = list(opened(bytes(content)).batches())
    assert [(b.position, b.reason, b.found) for part in parts for b in part.broken] == [(3, "record_mark", "0x3F")]
    assert sum(len(part.positions) for part in parts) == 6


def changed(at, value):
    content = bytearray(table(ROWS, LAYOUT))
    content[at : at + len(value)] = value
    return bytes(content)


BAD_HEADERS = {
    "nothing": (b"", "does not begin as a dBase table"),
    "a few bytes": (table(ROWS, LAYOUT)[:20], "does not begin as a dBase table"),
    "text": (b"CADU|FANO|NDCL\n" * 30, "does not begin as a dBase table"),
    "zip": (b"PK\x03\x04" + bytes(200), "does not begin as a dBase table"),
    "zeros": (bytes(1000), "does not begin as a dBase table"),
    "cut in its fields": (table(ROWS, LAYOUT)[:70], "contradicts itself"),
    "wrong record length": (
        changed(10, b"\x30\x00"),
        "contradicts itself: its fields take 27 bytes a record and it says 48",
    ),
    "no record length": (changed(10, b"\x00\x00"), "contradicts itself"),
    "no length": (changed(8, b"\x00\x00"), "contradicts itself"),
    "huge length": (changed(8, b"\xff\xff"), "contradicts itself"),
    "no fields": (header((), 0), "contradicts itself"),
    "field without width": (changed(32 + 16, b"\x00"), "names its fields"),
    "field without name": (changed(32, bytes(11)), "names its fields"),
    "field twice": (changed(32, b"NAME\x00"), "names its fields"),
    "name of control signs": (changed(32, b"\x01\x02\x03\x00"), "names its fields"),
    "absurd count": (changed(4, b"\xff\xff\xff\xff"), "announces 4294967295 records and the file has room for 7"),
    "count beyond the limit": (changed(4, (MOST_ABSENT + 8).to_bytes(4, "little")), "has room for 7"),
}


@pytest.mark.parametrize(("content", "said"), BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_header_that_cannot_be_is_refused(content, said):
    with pytest.raises(CustomsError, match=said) as error:
        opened(content)
    assert str(error.value).startswith("a.dbf: ")
    assert error.value.problems[0].mend


def test_a_batch_never_holds_more_than_asked():
    content = table(ROWS * 100, LAYOUT)
    assert max(len(part.positions) for part in opened(content, batch=10).batches()) == 10


@pytest.mark.parametrize("batch", [7, 100, 499, 500, 10_000])
def test_a_table_whose_records_are_out_of_step_is_refused(batch):
    content = table([{**ROWS[0], "CODE": "ABCDEF"}] * 900, LAYOUT)
    at = 32 * 4 + 1 + 27 * 300
    for damaged in (content[: at + 9] + content[at + 10 :], content[: at + 9] + b"x" + content[at + 9 : -2]):
        with pytest.raises(CustomsError, match="out of step from record 302 on"):
            list(opened(damaged, batch=batch).batches())


@pytest.mark.parametrize("batch", [7, 10_000])
def test_a_damaged_block_of_a_disk_is_no_loss_of_step(batch):
    content = bytearray(table([ROWS[0]] * 900, LAYOUT))
    at = 32 * 4 + 1 + 27 * 300
    content[at : at + 27 * (OUT_OF_STEP - 1)] = bytes(27 * (OUT_OF_STEP - 1))
    broken = [b for part in opened(bytes(content), batch=batch).batches() for b in part.broken]
    assert [b.position for b in broken] == list(range(301, 800))
