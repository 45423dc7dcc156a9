"""The later line of a key stays, whatever came first; nothing is lost and nothing is doubled."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.customs.lake.made import MadeFile, held, line, week

from rumbo.core.customs.lake import Lake, LakeError, Origin
from rumbo.core.customs.lake.drawers import CROWD
from rumbo.core.customs.lake.merging import PROVENANCE
from rumbo.core.customs.schema import LINES


def said(row):
    return {name: value for name, value in row.items() if name not in PROVENANCE}


def fobs(lake, version=None):
    return {row["declaration_number"]: row["fob_usd"] for row in held(lake, version)}


def test_an_absent_lake_is_empty_and_reading_creates_nothing(lake):
    assert (lake.version, lake.versions(), lake.files(), lake.simulated()) == (0, (), (), None)
    assert lake.snapshots().num_rows == lake.quarantine().num_rows == 0
    assert not lake.path.exists()


def test_lines_come_out_as_they_went_in(lake):
    content = [line(1), line(2, fob_usd=Decimal("0.01"), partner=None), line(3, subheading="2603000000")]
    lake.merge([week(10, content)])
    assert lake.version == 1
    rows = held(lake)
    assert [said(row) for row in rows] == [said(row) for row in content]
    assert [(row["source_file"], row["source_row"]) for row in rows] == [("x10.zip", 1), ("x10.zip", 2), ("x10.zip", 3)]
    assert {row["snapshot"] for row in rows} == set(lake.snapshots()["snapshot"].to_pylist())
    assert set(rows[0]) == set(LINES.names)


def test_the_same_bytes_enter_once(lake):
    lake.merge([week(10, [line(1)])])
    assert lake.merge([week(10, [line(1)])]).number == 1
    assert lake.version == 1
    assert len(held(lake)) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_week_wins_in_any_order(lake, turned):
    files = [week(10, [line(1, fob_usd=Decimal(1)), line(2)]), week(20, [line(1, fob_usd=Decimal(2))])]
    for file in reversed(files) if turned else files:
        lake.merge([file])
    assert fobs(lake) == {"000001": Decimal(2), "000002": Decimal(1000)}


@pytest.mark.parametrize("turned", [False, True])
def test_a_regularisation_wins_over_a_later_week_without_one(lake, turned):
    regular = week(10, [line(1, fob_usd=Decimal(7), regularised_on=date(2024, 3, 8))])
    late = week(20, [line(1, fob_usd=Decimal(9))])
    for file in [late, regular] if turned else [regular, late]:
        lake.merge([file])
    assert fobs(lake) == {"000001": Decimal(7)}


def test_the_last_of_one_key_within_a_file_wins(lake):
    file = week(10, [line(1, fob_usd=Decimal(1)), line(1, fob_usd=Decimal(2))])
    version = lake.merge([file])
    assert fobs(lake) == {"000001": Decimal(2)}
    assert version.lines == 1
    assert lake.snapshots()["accepted"].to_pylist() == [2]


@pytest.mark.parametrize("turned", [False, True])
def test_a_line_that_moves_to_another_year_is_not_doubled(lake, turned):
    first = week(10, [line(1, shipped_on=date(2024, 12, 30)), line(2, shipped_on=date(2024, 12, 29))])
    moved = week(20, [line(1, shipped_on=date(2025, 1, 2), regularised_on=date(2025, 1, 20))])
    for file in [moved, first] if turned else [first, moved]:
        lake.merge([file])
    assert [(row["declaration_number"], row["year"]) for row in held(lake)] == [("000001", 2025), ("000002", 2024)]
    assert lake.at().lines == 2


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_editions_of_a_file_the_one_obtained_later_wins(lake, turned):
    name = {"period_to": date(2024, 3, 10)}
    old = MadeFile("x04100324.zip", [line(1, fob_usd=Decimal(1))], **name)
    new = MadeFile("x04100324.zip", [line(9), line(1, fob_usd=Decimal(2))], **name)
    both = [(old, Origin(obtained_on=date(2024, 3, 12))), (new, Origin(obtained_on=date(2024, 3, 19)))]
    for file, origin in reversed(both) if turned else both:
        lake.merge([file], origin)
    assert fobs(lake)["000001"] == Decimal(2)


def test_exports_and_imports_do_not_meet(lake):
    lake.merge([week(10, [line(1)]), MadeFile("ma10.zip", [line(1, flow="M")], flow="M")])
    assert [row["flow"] for row in held(lake)] == ["M", "X"]


def test_lines_that_say_what_the_lake_holds_are_counted(lake):
    lake.merge([week(10, [line(1), line(2), line(3)])])
    lake.merge([week(11, [line(1), line(2, fob_usd=Decimal(5)), line(4)])])
    assert lake.snapshots()["unchanged"].to_pylist() == [0, 1]


def test_every_version_reads_as_when_it_was_made(lake):
    seen = {}
    for number in range(1, 8):
        lake.merge([week(number, [line(number), line(99, fob_usd=Decimal(number))], bad=["no_date"])])
        seen[lake.version] = (held(lake), lake.quarantine().num_rows, lake.snapshots().num_rows)
    fresh = Lake(lake.path)
    for number, was in seen.items():
        assert (held(fresh, number), fresh.quarantine(number).num_rows, fresh.snapshots(number).num_rows) == was
    assert held(fresh, 0) == []
    assert [version.lines for version in fresh.versions()] == [0, 2, 3, 4, 5, 6, 7, 8]


def test_counts_that_do_not_add_up_store_nothing(lake):
    with pytest.raises(LakeError, match="announces 5 records, but 2 were accepted, 1 quarantined and 1 deleted"):
        lake.merge([week(10, [line(1)]), week(11, [line(1), line(2)], bad=["no_date"], deleted=1, announces=5)])
    assert lake.version == 0
    assert lake.files() == ()


def test_simulated_and_real_lines_do_not_mix(lake, tmp_path):
    lake.merge([week(10, [line(1)])])
    with pytest.raises(LakeError, match="holds real lines"):
        lake.merge([week(11, [line(2)], simulated=True)])
    other = Lake(tmp_path / "other")
    with pytest.raises(LakeError, match="holds simulated lines"):
        other.merge([week(11, [line(2)], simulated=True), week(10, [line(1)])])
    other.merge([week(11, [line(2)], simulated=True)])
    assert (lake.simulated(), other.simulated()) == (False, True)


def test_a_drawer_with_too_many_files_is_tidied_by_the_next_import(lake):
    days = [date(2024, 3, day) for day in range(1, CROWD + 4)]
    for number, day in enumerate(days, 1):
        lake.merge([week(number, [line(number, shipped_on=day)])])
        assert len(lake.files()) <= CROWD + 1
    assert len(held(lake)) == len(days)
    assert len(held(lake, CROWD)) == CROWD
    assert len(lake.files()) < CROWD


def test_lines_lie_by_flow_month_and_regularisation(lake):
    content = [line(1), line(2, regularised_on=date(2024, 3, 9)), line(3, shipped_on=date(2023, 12, 31))]
    lake.merge([week(10, content)])
    assert sorted(file.relative_to(lake.path / "lines").as_posix().rsplit("-", 1)[0] for file in lake.files()) == [
        "flow=X/year=2023/open-202312",
        "flow=X/year=2024/open-202403",
        "flow=X/year=2024/regularised-202403",
    ]
