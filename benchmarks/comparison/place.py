"""Where does a benchmark lake lie, and how is it made? Once, whole or not at all, and then used again.

``HOME/1000000/`` is a workspace of its own: lake, loaded tables, and beside them ``prepared/`` with what the scripts
that are compared read: the list of the files of the version, and small Parquet tables, the concordance of sectors
already resolved for each subheading.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.tasks import FIRST, LAST

SEED = 1
#: Invented classes of technology go round the six-digit products in this order.
_CLASSES = tuple(f"LDC{number:02d}" for number in range(1, 12))
_TABLES = ("agreement", "zee_register", "annual_sales", "uit", "lall")


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one size of lake."""

    folder: Path

    @property
    def lake(self) -> Path:
        """The lake."""
        return self.folder / "lake"

    @property
    def prepared(self) -> Path:
        """What the scripts read beside the lines."""
        return self.folder / "prepared"

    @property
    def known(self) -> Path:
        """What is known about the lake; there when everything is ready."""
        return self.prepared / "known.json"

    def files(self, years: tuple[int, int]) -> list[str]:
        """The files of exports of some years, in the version that is measured."""
        wanted = {f"/flow=X/year={year}/" for year in range(years[0], years[1] + 1)}
        listed = (self.prepared / "files.txt").read_text("utf-8").splitlines()
        return [str(self.lake / "lines" / name) for name in listed if any(w in f"/{name}" for w in wanted)]

    def table(self, name: str) -> str:
        """A reference table as the scripts read it."""
        return str(self.prepared / f"{name}.parquet")


def make(place: Place, lines: int) -> None:
    """Make what is missing of a lake and its tables; a lake that is whole is left as it is."""
    os.environ["RUMBO_HOME"] = str(place.folder)
    started = time.perf_counter()
    if not place.lake.exists():
        _make_lake(place, lines)
    print(f"  lake ready after {time.perf_counter() - started:.0f} s", flush=True)
    if not place.known.is_file():
        _load_tables(place, lines)
        print(f"  tables loaded after {time.perf_counter() - started:.0f} s", flush=True)
        _prepare(place, lines, time.perf_counter() - started)


def _make_lake(place: Place, lines: int) -> None:
    from rumbo.core.customs.simulator.lake_writer import write_lake  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.customs.simulator.simulate import Asked  # noqa: PLC0415 - a process loads what it needs

    beside = place.folder / "lake.making"
    shutil.rmtree(beside, ignore_errors=True)
    place.folder.mkdir(parents=True, exist_ok=True)
    write_lake(Asked(FIRST, LAST, lines, SEED), beside, _Shown())
    beside.rename(place.lake)
    place.folder.joinpath("lake.making.lock").unlink(missing_ok=True)


class _Shown:
    """Says how far the lake is, at every twentieth."""

    def __init__(self) -> None:
        self.started, self.told = time.perf_counter(), 0

    def __call__(self, done: int, of: int) -> None:
        if done * 20 // of > self.told:
            self.told = done * 20 // of
            took = time.perf_counter() - self.started
            left = took * (of - done) / done
            print(f"  {done:,} of {of:,} lines, {took:.0f} s, about {left:.0f} s left", flush=True)


def _load_tables(place: Place, lines: int) -> None:
    from rumbo.core.customs.simulator.companions import (  # noqa: PLC0415 - a process loads what it needs
        FOLDER,
        companions,
        write_companions,
    )
    from rumbo.core.customs.simulator.simulate import Asked, streams_of  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.tables import load_table  # noqa: PLC0415 - a process loads what it needs

    written = place.folder / "companions"
    shutil.rmtree(written, ignore_errors=True)
    written.mkdir()
    streams, parameters = streams_of(Asked(FIRST, LAST, lines, SEED))
    write_companions(written, streams, parameters, SEED)
    products = sorted({f"{code:010d}"[:6] for stream in streams for code in stream.trade.goods.subheading.tolist()})
    rows = [f"2012\t{hs6}\t{_CLASSES[n % len(_CLASSES)]}" for n, hs6 in enumerate(products)]
    text = "\n".join(("hs_version\ths6\tlall_code", *rows))
    (written / FOLDER / "lall.simulado.tsv").write_text(f"{text}\n", "utf-8")
    for each in companions(written, SEED):
        load_table(each.name, each.file, version=each.version, authority=each.authority, simulated=True)


def _prepare(place: Place, lines: int, making: float) -> None:
    import pyarrow as pa  # noqa: PLC0415 - a process loads what it needs
    import pyarrow.parquet as pq  # noqa: PLC0415 - a process loads what it needs

    from rumbo.core.customs.lake import Lake  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.statistics.engine import engine_named  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.statistics.nomenclature import subheadings_of  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.statistics.sources import source_of  # noqa: PLC0415 - a process loads what it needs
    from rumbo.core.tables import concordance, table  # noqa: PLC0415 - a process loads what it needs

    place.prepared.mkdir(exist_ok=True)
    lake = Lake(place.lake)
    files = lake.files()
    names = [file.relative_to(place.lake / "lines").as_posix() for file in files]
    (place.prepared / "files.txt").write_text("\n".join(names), "utf-8")
    source = source_of(lake)
    if source is None:
        sys.exit("the lake is empty")
    started = time.perf_counter()
    codes = subheadings_of(source, engine_named("duckdb").subheadings)
    listing = time.perf_counter() - started
    for name in _TABLES:
        pq.write_table(table(name).arrow, place.table(name))
    pq.write_table(concordance(table("sector"), pa.array(codes, pa.string())), place.table("sector"))
    known = {
        "lines": lines,
        "exports": {str(year): _lines(place.files((year, year))) for year in range(FIRST, LAST + 1)},
        "files": len(files),
        "bytes": sum(file.stat().st_size for file in files),
        "subheadings": len(codes),
        "listing_s": round(listing, 3),
        "making_s": round(making, 1),
    }
    place.known.write_text(json.dumps(known), "utf-8")


def _lines(files: Iterable[str]) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415 - a process loads what it needs

    return sum(pq.read_metadata(file).num_rows for file in files)


if __name__ == "__main__":
    make(Place(Path(sys.argv[1])), int(sys.argv[2]))
