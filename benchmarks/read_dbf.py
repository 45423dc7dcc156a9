"""How fast is a weekly file read, and against what?

Writes one week of 200,000 invented lines of exports (a zip with one table), then reads it in one run in six ways, each
in a process of its own so that the peak memory is its own: as Rumbo does (read, checked, sorted into lines and
quarantine), only Rumbo's reader (every mapped column as text), GDAL through pyogrio (every column, Arrow), NumPy alone
(bytes of three columns), and loops over dbfread, bare and with the checks of a line. Prints seconds on the clock and of
the processor, MB/s, lines/s, peak memory and the ratios to the bare loop.

    python -m benchmarks.read_dbf [--lines 200000] [--repeat 3]
"""

import argparse
import multiprocessing
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.core.customs.readers.large import many


def rumbo_whole(_table: Path, packed: Path) -> int:
    """Read, checked and sorted, from the zip."""
    from rumbo.core.customs.identity import Pseudonyms  # noqa: PLC0415 - a process loads what it measures
    from rumbo.core.customs.reading import open_file  # noqa: PLC0415 - a process loads what it measures

    return sum(batch.records for batch in open_file(packed, identity=Pseudonyms(bytes(32))))


def rumbo_reader(table: Path, _packed: Path) -> int:
    """Only the reader: the columns that the mapping of exports names, as text."""
    from rumbo.core.customs.dbf import DbfReader  # noqa: PLC0415 - a process loads what it measures
    from rumbo.core.customs.mapping_files import find_mapping  # noqa: PLC0415 - a process loads what it measures

    columns = find_mapping("sunat-exports").columns()
    with table.open("rb") as stream:
        reader = DbfReader(stream, table.stat().st_size, table.name, "latin-1")
        wanted = [c for c in columns if c in reader.columns]
        return sum(len(part.texts(wanted)) for part in reader.batches())


def gdal(table: Path, _packed: Path) -> int:
    """Every column as GDAL types it, as Arrow."""
    import pyogrio  # noqa: PLC0415 - a process loads what it measures

    return pyogrio.read_arrow(table, read_geometry=False)[1].num_rows


def numpy_view(table: Path, _packed: Path) -> int:
    """Three columns as bytes: what reading costs when nothing is decoded, checked or kept."""
    import numpy as np  # noqa: PLC0415 - a process loads what it measures

    from rumbo.core.customs.dbf import read_header  # noqa: PLC0415 - a process loads what it measures

    with table.open("rb") as stream:
        header = read_header(stream, table.name)
    kinds = [("mark", "S1"), *((f.name, f"S{f.width}") for f in header.fields)]
    view = np.memmap(table, dtype=kinds, mode="r", offset=header.length, shape=(header.records,))
    return min(len(view[name].copy()) for name in ("NDOC", "PART_NANDI", "VFOBSERDOL"))


def dbfread_loop(table: Path, _packed: Path) -> int:
    """A loop over the records of dbfread, as most scripts do."""
    from dbfread import DBF  # noqa: PLC0415 - a process loads what it measures

    return sum(1 for _record in DBF(table, encoding="latin-1"))


def dbfread_checked(table: Path, _packed: Path) -> int:
    """The same loop with the checks of a line that Rumbo makes too: key, dates, figures, subheading, tax id."""
    from datetime import date  # noqa: PLC0415 - a process loads what it measures
    from decimal import Decimal  # noqa: PLC0415 - a process loads what it measures

    from dbfread import DBF  # noqa: PLC0415 - a process loads what it measures

    from rumbo.core.customs.identity import Pseudonyms, is_ruc  # noqa: PLC0415 - a process loads what it measures

    identity, lines = Pseudonyms(bytes(32)), []
    for row in DBF(table, encoding="latin-1"):
        days = []
        for name in ("FEMB", "FREG", "FNUM"):
            written = str(row[name])
            try:
                days.append(date(int(written[:4]), int(written[4:6]), int(written[6:8])))
            except ValueError:
                days.append(None)
        figures = [
            Decimal(str(row[name])).quantize(Decimal("0.001"))
            for name in ("VFOBSERDOL", "VPESNET", "VPESBRU", "QUNIFIS", "QUNICOM")
        ]
        trader = row["NDOC"].strip()
        company = trader.startswith("20")
        lines.append(
            {
                "key": (row["CADU"].zfill(3), int(row["FANO"]), row["NDCL"].zfill(6), int(row["NSER"])),
                "period": next(day for day in days if day),
                "figures": figures,
                "trader": trader if company else identity.of(trader),
                "valid": is_ruc(trader),
                "name": row["DNOMBRE"] if company else None,
                "subheading": str(row["PART_NANDI"]).zfill(10),
                "partner": row["CPAIDES"].upper(),
                "place": row["UBIGEO"].zfill(6),
                "description": " ".join(row[n] for n in ("DCOM", "DMER2", "DMER3", "DMER4", "DMER5") if row[n]),
            }
        )
    return len(lines)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    "Rumbo, read and checked (zip)": rumbo_whole,
    "Rumbo, reader only": rumbo_reader,
    "pyogrio (GDAL), all columns": gdal,
    "NumPy view, three columns": numpy_view,
    "dbfread loop with the checks": dbfread_checked,
    "dbfread loop": dbfread_loop,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """The best of some runs: seconds on the clock, seconds of processor, lines, and the peak memory in MB."""

    seconds: float
    work: float
    lines: int
    peak_mb: float


def measured(name: str, table: Path, packed: Path, repeat: int, answer: "multiprocessing.Queue[Measure]") -> None:
    """The best of some runs, in this process of its own."""
    best, work, lines = float("inf"), float("inf"), 0
    for _ in range(repeat):
        start, busy = time.perf_counter(), time.process_time()
        lines = WAYS[name](table, packed)
        best, work = min(best, time.perf_counter() - start), min(work, time.process_time() - busy)
    answer.put(Measure(best, work, lines, _peak_mb()))


def _peak_mb() -> float:
    """The peak memory of this process since it began, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Measure every way and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--repeat", type=int, default=3)
    wanted, _others = parser.parse_known_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        table, packed = Path(folder) / "week.dbf", Path(folder) / "x15210124.zip"
        table.write_bytes(many(wanted.lines))
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(table, "X15210124.DBF")
        size = table.stat().st_size
        print(f"{wanted.lines:,} lines, {size / 1e6:.0f} MB, zip {packed.stat().st_size / 1e6:.0f} MB")
        results = {}
        for name in WAYS:
            answer: multiprocessing.Queue[Measure] = context.Queue()
            repeat = 1 if name.startswith("dbfread") else wanted.repeat
            process = context.Process(target=measured, args=(name, table, packed, repeat, answer))
            process.start()
            results[name] = answer.get()
            process.join()
        loop = results["dbfread loop"]
        print(f"{'way':32}{'s':>8}{'cpu s':>8}{'MB/s':>8}{'lines/s':>12}{'peak MB':>9}{'x loop':>8}{'x cpu':>8}")
        for name, got in results.items():
            assert got.lines == wanted.lines
            speed = f"{got.seconds:8.2f}{got.work:8.2f}{size / 1e6 / got.seconds:8.0f}{got.lines / got.seconds:12,.0f}"
            ratios = f"{loop.seconds / got.seconds:8.1f}{loop.work / got.work:8.1f}"
            print(f"{name:32}{speed}{got.peak_mb:9.0f}{ratios}")


if __name__ == "__main__":
    main()
