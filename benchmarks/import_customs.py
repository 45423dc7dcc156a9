"""How fast does a weekly file enter the lake, and does that depend on what the lake holds?

First a week of 200,000 invented lines of exports in a zip, read, checked, merged into a new lake and looked at by the
checks, against a loop over dbfread that only reads it. Then a file of 200,000 lines, half of them new and half
regularisations of lines of the last thirty weeks, most of them of the last five, into lakes of 1, 4 and 16 million
lines; and the same with no regularisation among 200,000 new lines. Seconds on the clock and of the processor.

    python -m benchmarks.import_customs [--millions 1 4 16] [--repeat 3]
"""

import argparse
import hashlib
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from dbfread import DBF
from tests.core.customs.readers.large import many

from rumbo.core.customs.checks import run_checks
from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.schema import LINES, QUARANTINE

LINES_A_FILE = 200_000
NEW_A_WEEK = 100_000
FIRST_DAY = date(2021, 1, 4)
EPOCH = (FIRST_DAY - date(1970, 1, 1)).days
Numbers = npt.NDArray[np.int64]


@dataclass
class Took:
    """Seconds on the clock and of the processor."""

    clock: float
    processor: float


def took(work: Callable[[], object]) -> Took:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - clock, time.process_time() - processor)


@dataclass
class Batch:
    lines: pa.Table
    quarantine: pa.Table
    deleted: int = 0


@dataclass
class Week:
    """A file of invented lines, made before it is measured."""

    number: int
    content: pa.Table
    flow: str = "X"
    mapping: str = "invented"
    bytes: int = 0
    simulated: bool = True

    @property
    def name(self) -> str:
        return f"x{self.number:05d}.zip"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.number} {self.content.num_rows}".encode()).hexdigest()

    @property
    def period_from(self) -> date:
        return FIRST_DAY + timedelta(weeks=self.number)

    @property
    def period_to(self) -> date:
        return self.period_from + timedelta(days=6)

    @property
    def records(self) -> int:
        return int(self.content.num_rows)

    def __iter__(self) -> Iterator[Batch]:
        for start in range(0, self.content.num_rows, 50_000):
            yield Batch(self.content.slice(start, 50_000), QUARANTINE.empty_table())


def week(number: int) -> Week:
    """New lines of a week, and those of the weeks before that are regularised in it."""
    ids = np.arange(max(0, number - 30) * NEW_A_WEEK, (number + 1) * NEW_A_WEEK)
    spread = ids * 2_654_435_761 % 1000
    later = np.where(spread < 850, 1 + spread % 5, 6 + spread % 25)
    regularised = ids // NEW_A_WEEK + later == number
    chosen = regularised | (ids // NEW_A_WEEK == number)
    return Week(number, lines(number, ids[chosen], regularised[chosen]))


def only_new(number: int) -> Week:
    """As many lines, all of them new and none regularised, of another customs office."""
    ids = np.arange(LINES_A_FILE) + number * LINES_A_FILE
    content = lines(number, ids // 2, np.zeros(LINES_A_FILE, dtype=bool))
    office = content.schema.get_field_index("customs_office")
    number_at, names = content.schema.get_field_index("declaration_number"), np.char.add("n", ids.astype(str))
    content = content.set_column(office, LINES.field("customs_office"), pa.array(["999"] * LINES_A_FILE))
    return Week(number, content.set_column(number_at, LINES.field("declaration_number"), pa.array(names)))


def lines(number: int, ids: Numbers, regularised: npt.NDArray[np.bool_]) -> pa.Table:
    """Invented lines by their ids; an id always has the same key and period."""
    count, rng = len(ids), np.random.default_rng(number)
    shipped = pa.array((EPOCH + ids // NEW_A_WEEK * 7 + ids % 7).astype("int32")).cast(pa.date32())
    regularised_on = pa.array(np.full(count, EPOCH + number * 7, dtype="int32"), mask=~regularised).cast(pa.date32())
    year = pc.year(shipped).cast(pa.int32())
    trader = (20_100_000_000 + rng.zipf(1.3, count) % 9_000).astype(str)
    goods = np.char.add("UVAS FRESCAS CALIBRE ", rng.integers(0, 500, count).astype(str))
    columns = {
        "flow": pa.array(["X"] * count),
        "year": year,
        "customs_office": pa.array(np.array(["118", "235", "046", "172", "082"])[ids % 5]),
        "declaration_year": year,
        "declaration_number": pa.array((ids // 4).astype(str)),
        "item": pa.array((ids % 4).astype("int32")),
        "numbered_on": shipped,
        "shipped_on": shipped,
        "regularised_on": regularised_on,
        "period_on": shipped,
        "period_basis": pa.array(["shipped"] * count),
        "trader_id": pa.array(trader),
        "trader_kind": pa.array(["company"] * count),
        "trader_id_valid": pa.array(np.ones(count, dtype=bool)),
        "trader_name": pa.array(np.char.add("EXPORTADORA ", trader)),
        "subheading": pa.array((1_000_000_000 + rng.integers(0, 4_000, count) * 1_000).astype(str)),
        "partner": pa.array(np.array(["US", "CN", "CL", "NL", "ES", "BR", "JP"])[rng.integers(0, 7, count)]),
        "description": pa.array(np.char.add(goods, np.char.add(" LOTE ", rng.integers(0, 100_000, count).astype(str)))),
        "source_file": pa.array([f"x{number:05d}.zip"] * count),
        "source_row": pa.array(np.arange(1, count + 1)),
        "snapshot": pa.array([""] * count),
        "simulated": pa.array(np.ones(count, dtype=bool)),
    }
    for name in ("fob_usd", "net_kg", "gross_kg", "physical_quantity"):
        columns[name] = pa.array(rng.integers(1, 10**7, count)).cast(pa.decimal128(20, 0)).cast(LINES.field(name).type)
    made = [columns[field.name].cast(field.type) if field.name in columns else nulls(field, count) for field in LINES]
    return pa.table(made, schema=LINES)


def nulls(field: pa.Field, count: int) -> pa.Array:
    return pa.nulls(count, field.type)


def weekly_file(folder: Path, repeat: int) -> None:
    table, packed = folder / "X15210124.DBF", folder / "x15210124.zip"
    table.write_bytes(many(LINES_A_FILE))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(table, table.name)
    loop = took(lambda: sum(1 for _record in DBF(table, encoding="latin-1")))
    best = Took(float("inf"), float("inf"))
    for number in range(repeat):
        lake = Lake(folder / f"home{number}" / "lake")
        whole = took(lambda lake=lake: import_files(lake, [packed]))  # type: ignore[misc]
        checked = took(lambda lake=lake: run_checks(lake, whole=False))  # type: ignore[misc]
        total = Took(whole.clock + checked.clock, whole.processor + checked.processor)
        best = min(best, total, key=lambda each: each.clock)
    print(f"| read, checked, merged | {best.clock:.2f} | {best.processor:.2f} | {loop.clock / best.clock:.1f} |")
    print(f"| dbfread, bare loop | {loop.clock:.2f} | {loop.processor:.2f} | 1 |")


def growth(folder: Path, millions: list[int], repeat: int) -> None:
    base: Took | None = None
    for million in millions:
        lake, weeks = Lake(folder / f"lake{million}"), million * 1_000_000 // NEW_A_WEEK
        for start in range(0, weeks, 10):
            lake.merge(week(number) for number in range(start, min(start + 10, weeks)))
        half = [measured(lake, week(weeks + step)) for step in range(repeat)]
        new = [measured(lake, only_new(weeks + repeat + step)) for step in range(repeat)]
        best, best_new = (min(runs, key=lambda each: each.clock) for runs in (half, new))
        base = base or best
        print(
            f"| {lake.at().lines:,} | {len(lake.files())} | {best.clock:.2f} | {best.processor:.2f} |"
            f" {best.processor / base.processor:.2f} | {best_new.clock:.2f} | {best_new.processor:.2f} |"
        )


def measured(lake: Lake, file: Week) -> Took:
    def work() -> None:
        lake.merge([file])
        run_checks(lake, whole=False)

    return took(work)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", nargs="+", type=int, default=[1, 4, 16])
    parser.add_argument("--repeat", type=int, default=3)
    asked, _others = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        print("| a week of 200,000 lines | s | processor s | times the loop |\n| --- | --- | --- | --- |")
        weekly_file(Path(name), asked.repeat)
    with tempfile.TemporaryDirectory() as name:
        print(
            "\n| lake | files | half regularisations, s | processor s | times, processor | all new, s | processor s |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- |")
        growth(Path(name), asked.millions, asked.repeat)


if __name__ == "__main__":
    main()
