"""What holds for every file: no other error than ours, no lost line, and neither order nor splitting matter."""

import random
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.customs.readers.dbase import EXPORTS, GOOD, header, record, table
from tests.core.customs.readers.reads import read

from rumbo.core.customs.errors import CustomsError

LEFT_OUT = {"CPUEDES", "CUNITRA", "DMAT", "NCON", "CAGE", "CALM", "QUNIFIS", "QUNICOM", "DMER3", "DMER4", "DMER5"}
SMALL = tuple(f for f in EXPORTS if f[0] not in LEFT_OUT)
HEAD, RECORD = len(header(SMALL, 0)), len(record(GOOD, SMALL))

dates = st.sampled_from([0, "", 20240116, 20240230, 20250101, "********"])
lines = st.fixed_dictionaries(
    {
        "NDCL": st.integers(1, 50).map(lambda n: f"{n:06}"),
        "NSER": st.integers(1, 9),
        "FEMB": dates,
        "FREG": dates,
        "FNUM": dates,
        "NDOC": st.sampled_from(["20100070970", "10412345678", "41234567", "", "20100070971"]),
        "DNOMBRE": st.sampled_from(["COMPAÑÍA S.A.", "QUISPE MAMANI JUANA", ""]),
        "PART_NANDI": st.sampled_from([806100000, 7108120000, 0, 123, ""]),
        "CPAIDES": st.sampled_from(["US", "ZZ", ""]),
        "VFOBSERDOL": st.decimals(-1000, 10**9, places=3).map(str) | st.sampled_from(["", "***", "1,5"]),
        "deleted": st.booleans(),
    }
).map(lambda changes: {**GOOD, **changes})


def written(folder, rows, name="x15210124.dbf"):
    path = folder / name
    path.write_bytes(table(rows, SMALL))
    return path


def told(whole):
    """Everything that a file gave, without its place in the file."""
    kept = (
        sorted((k, str(v)) for k, v in row.items() if k not in {"source_row", "source_file"}) for row in whole.lines
    )
    aside = ((row["reason"], row["field"], row["found"], row["line"]) for row in whole.quarantine)
    return sorted(map(str, kept)), sorted(map(str, aside)), whole.deleted


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(lines, max_size=12), batch=st.integers(1, 5))
def test_a_batch_of_any_size_gives_the_same(tmp_path_factory, rows, batch):
    path = written(tmp_path_factory.mktemp("batch"), rows)
    small, large = read(path, batch=batch), read(path)
    assert (small.lines, small.quarantine, small.deleted) == (large.lines, large.quarantine, large.deleted)
    assert small.notes == large.notes
    assert large.records == len(rows)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(lines, max_size=12), at=st.integers(0, 12))
def test_two_files_give_what_one_gives(tmp_path_factory, rows, at):
    folder = tmp_path_factory.mktemp("split")
    one = told(read(written(folder, rows)))
    halves = [told(read(written(folder, half))) for half in (rows[:at], rows[at:])]
    assert one == (*(sorted([*halves[0][i], *halves[1][i]]) for i in (0, 1)), halves[0][2] + halves[1][2])


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(lines, max_size=12), seed=st.integers(0, 99))
def test_the_order_of_records_does_not_matter(tmp_path_factory, rows, seed):
    folder = tmp_path_factory.mktemp("order")
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert told(read(written(folder, rows))) == told(read(written(folder, shuffled)))


@settings(max_examples=200, deadline=None)
@given(
    hits=st.lists(st.tuples(st.integers(0, HEAD + 6 * RECORD), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.none() | st.integers(0, HEAD + 6 * RECORD),
)
def test_any_damage_ends_in_our_error_or_in_a_closed_count(tmp_path_factory, hits, cut):
    content = bytearray(table([{**GOOD, "NSER": i + 1} for i in range(6)], SMALL))
    for at, value in hits:
        content[at] = value
    path = tmp_path_factory.mktemp("damage") / "a.dbf"
    path.write_bytes(bytes(content[:cut]))
    with suppress(CustomsError):
        read(path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_our_error_or_in_a_closed_count(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("bytes")
    for name, begin in (
        ("a.dbf", b""),
        ("b.dbf", header(SMALL, 2)),
        ("a.csv", b""),
        ("b.csv", b"cadu|fano|ndcl|nser|cnan|cpaides|vfobserdol|femb|ndoc\n"),
        ("a.zip", b""),
    ):
        (folder / name).write_bytes(begin + content)
        with suppress(CustomsError):
            read(folder / name)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(lines, min_size=1, max_size=6), cut=st.integers(0, 6 * RECORD))
def test_nothing_tells_who_a_natural_person_is_whatever_the_damage(tmp_path_factory, rows, cut):
    path = tmp_path_factory.mktemp("hidden") / "a.dbf"
    rows = [{**row, "NDOC": "10412345678", "DNOMBRE": "QUISPE MAMANI JUANA"} for row in rows]
    whole = table(rows, SMALL)
    path.write_bytes(whole[: max(HEAD, len(whole) - cut)])
    text = read(path).text
    assert "10412345678" not in text
    assert "QUISPE" not in text
