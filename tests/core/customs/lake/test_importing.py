"""All files of an import enter as one version, or none; every record is accounted for."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.customs.lake.made import held
from tests.core.customs.readers.dbase import GOOD, table, zipped

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.importing import FileResult, Progress, import_files
from rumbo.core.customs.lake import Lake, LakeError


def rows(first, count, **values):
    return [GOOD | {"NDCL": f"{number:06d}"} | values for number in range(first, first + count)]


@pytest.fixture
def files(tmp_path):
    """Two weeks: the second regularises a line of the first, and has a bad and a deleted record."""
    first = zipped(tmp_path, table(rows(1, 5, FREG=0)), "x15210124.zip")
    bad, gone = GOOD | {"NDCL": "000090", "PART_NANDI": 0}, GOOD | {"NDCL": "000091", "deleted": True}
    second = zipped(tmp_path, table([*rows(1, 1, VFOBSERDOL="7.000"), *rows(6, 2), bad, gone]), "x22280124.zip")
    return [first, second]


def test_an_import_is_one_version_and_counts_every_record(lake, files):
    result = import_files(lake, files, obtained_on=date(2024, 2, 1))
    assert result.version == lake.version == 1
    assert result.files == (
        FileResult("x15210124.zip", 5, 5, 0, 0, 0),
        FileResult("x22280124.zip", 5, 3, 1, 1, 0),
    )
    lines = held(lake)
    assert len(lines) == lake.at().lines == 7
    assert lines[0]["fob_usd"] == Decimal(7)
    snapshots = lake.snapshots().to_pylist()
    assert [row["name"] for row in snapshots] == ["x15210124.zip", "x22280124.zip"]
    assert (snapshots[0]["period_from"], snapshots[0]["period_to"]) == (date(2024, 1, 15), date(2024, 1, 21))
    assert (snapshots[0]["producer"], snapshots[0]["obtained_on"]) == ("SUNAT", date(2024, 2, 1))
    assert lake.quarantine()["snapshot"].to_pylist() == [snapshots[1]["snapshot"]]


def test_the_same_files_again_change_nothing(lake, files):
    import_files(lake, files)
    again = import_files(lake, [*files, files[0]])
    assert (again.version, lake.version) == (1, 1)
    assert [(file.accepted, file.unchanged) for file in again.files] == [(5, 5), (5, 5), (3, 3)]


def test_a_folder_stands_for_its_files_in_the_order_of_their_days(lake, files, tmp_path):
    zipped(tmp_path, table(rows(30, 1)), "x29040224.zip")
    (tmp_path / "read.me").write_text("not a customs file")
    result = import_files(lake, [tmp_path])
    assert [file.name for file in result.files] == ["x15210124.zip", "x22280124.zip", "x29040224.zip"]


def test_every_unusable_file_is_named_and_nothing_is_stored(lake, files, tmp_path):
    broken = tmp_path / "x29040224.zip"
    broken.write_bytes(files[0].read_bytes()[:-60])
    empty = tmp_path / "nothing"
    empty.mkdir()
    with pytest.raises(CustomsError) as raised:
        import_files(lake, [files[0], broken, zipped(tmp_path, b"no table", "x05110224.zip")])
    assert {problem.where.split(":")[0] for problem in raised.value.problems} >= {"x29040224.zip", "x05110224.zip"}
    with pytest.raises(CustomsError) as raised:
        import_files(lake, [empty, tmp_path / "absent.zip"])
    assert [problem.what for problem in raised.value.problems] == [
        "The folder holds no customs file (.zip, .dbf, .csv, .txt).",
        "There is no such file or folder.",
    ]
    assert not lake.path.exists()


def test_damage_found_while_reading_stores_nothing(lake, files, tmp_path):
    content = bytearray(zipped(tmp_path, table(rows(1, 3000)), "x29040224.zip").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "x29040224.zip").write_bytes(content)
    with pytest.raises(CustomsError, match=r"x29040224\.zip"):
        import_files(lake, [*files, tmp_path / "x29040224.zip"])
    assert (lake.version, lake.files()) == (0, ())
    assert import_files(lake, files).version == 1


def test_simulated_files_do_not_enter_a_lake_of_real_lines(lake, files):
    import_files(lake, files[:1])
    for again in (files[:1], files[1:]):
        with pytest.raises(LakeError, match="holds real lines"):
            import_files(lake, again, simulated=True)
    assert lake.version == 1


def test_progress_ends_with_everything_read(lake, files):
    told: list[Progress] = []
    import_files(lake, files, progress=told.append)
    assert [each.name for each in told] == ["x15210124.zip", "x22280124.zip", ""]
    assert told[-1].records == 10
    assert told[-1].bytes == told[-1].of_bytes
    assert [each.bytes for each in told] == sorted(each.bytes for each in told)


EVENTS = st.lists(
    st.tuples(
        st.integers(1, 4),  # number of the declaration
        st.sampled_from([0, 20240110, 20240120, 20240220]),  # regularised on
        st.sampled_from([0, 20231231, 20240116]),  # shipped on: the year of the partition moves
        st.integers(1, 3),  # FOB
        st.integers(0, 3),  # week
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(events=EVENTS, seed=st.integers(0, 1000), together=st.booleans())
def test_any_order_of_any_split_of_imports_gives_the_same_lines(tmp_path_factory, events, seed, together):
    """What the lake holds follows from the set of files alone."""
    folder = tmp_path_factory.mktemp("order")
    names = ["x15210124.zip", "x22280124.zip", "x29040224.zip", "x05110224.zip"]
    paths = []
    for week, name in enumerate(names):
        content = [
            GOOD | {"NDCL": f"{number:06d}", "FREG": regularised, "FEMB": shipped, "VFOBSERDOL": f"{fob}.000"}
            for number, regularised, shipped, fob, of_week in events
            if of_week == week
        ]
        paths.append(zipped(folder, table(content), name, name.upper().replace("ZIP", "DBF")))
    once, split = Lake(folder / "once" / "lake"), Lake(folder / "split" / "lake")
    (folder / "once").mkdir()
    (folder / "split").mkdir()
    import_files(once, paths)
    shuffled = random.Random(seed).sample([*paths, *paths[:2]], k=6)
    for batch in [shuffled[:3], shuffled[3:]] if together else [[path] for path in shuffled]:
        import_files(split, batch)
    assert held(split) == held(once)
    assert split.at().lines == once.at().lines == len(held(once)) == len({event[0] for event in events})
