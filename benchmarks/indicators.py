"""How long do the indicators and five heavy statistics take, against scripts on the same files?

Rumbo's public call, SQL written by hand for DuckDB, Polars (lazy, streaming engine) and pandas compute the same over
the same version of a simulated lake of ten years, each in a process of its own. Whatever differs from Rumbo's numbers
ends the benchmark with an error. A lake is made once in the folder ``--home`` and then used again; ``--resume`` keeps
what an interrupted run has measured.

    python -m benchmarks indicators --lines 1000000 [--lines 10000000 ...] [--repeat 3] [--home build/benchmarks]
        [--write docs/performance.md] [--resume] [--memory 16] [--limit 1800] [--ways rumbo,duckdb,polars,pandas]
"""

import argparse
import json
import os
import pickle
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.comparison.page import Measure, table, verdicts, write
from benchmarks.comparison.place import Place
from benchmarks.comparison.same import differences
from benchmarks.comparison.tasks import TASKS, WAYS, Task

ROOT = Path(__file__).parent.parent
#: What pandas takes at its peak, in times the columns read: the most that was measured between two sizes of lake.
COPIES = 7


@dataclass
class Size:
    """One size of lake, and what was measured on it."""

    place: Place
    asked: argparse.Namespace
    measures: dict[tuple[str, str], Measure] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def store(self) -> Path:
        """Where measurements are kept for a run that resumes."""
        return self.place.prepared / "measures.json"

    @property
    def known(self) -> dict[str, Any]:
        """What is known about the lake."""
        found: dict[str, Any] = json.loads(self.place.known.read_text("utf-8"))
        return found

    def rows(self, task: str, way: str) -> Path:
        """Where the rows of an answer are kept."""
        return self.place.prepared / f"{task}.{way}.rows"

    def keep(self) -> None:
        """Write what was measured so far."""
        told = [[*key, asdict(measure)] for key, measure in self.measures.items()]
        self.store.write_text(json.dumps(told), "utf-8")

    def recall(self) -> None:
        """Read what an earlier run measured; what failed or was skipped is tried again."""
        if self.store.is_file():
            for task, way, measure in json.loads(self.store.read_text("utf-8")):
                if not measure["reason"]:
                    self.measures[task, way] = Measure(**measure)


def main() -> None:
    """Measure every size, print the tables, compare with the design's figures."""
    asked = _arguments()
    wrong = []
    for lines in asked.lines or [1_000_000]:
        print(f"\n{lines:,} lines", flush=True)
        size = Size(Place((asked.home / str(lines)).resolve()), asked)
        _child("benchmarks.comparison.place", str(size.place.folder), str(lines), shown=True)
        load = os.getloadavg()[0]
        if asked.resume:
            size.recall()
        _measure(size)
        section = "\n\n".join((_machine(size, load), table(size.measures), "\n".join(verdicts(size.measures))))
        print(f"\n{section}")
        wrong += size.wrong
        if asked.write and not size.wrong:
            write(asked.write, lines, section)
    if wrong:
        sys.exit("\n".join(("the ways do not come to the same numbers:", *wrong)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks indicators")
    parser.add_argument("--lines", type=int, action="append", help="size of a lake; may be given again")
    parser.add_argument("--repeat", type=int, default=3, help="runs in a process, of which the best counts")
    parser.add_argument("--home", type=Path, default=ROOT / "build/benchmarks", help="where lakes are kept")
    parser.add_argument("--write", type=Path, help="page whose tables are replaced")
    parser.add_argument("--resume", action="store_true", help="keep what an interrupted run measured")
    parser.add_argument("--memory", type=float, default=16, help="GB above which pandas is left out")
    parser.add_argument("--limit", type=float, default=1800, help="seconds that a process may take")
    parser.add_argument("--ways", default=",".join(WAYS), help="which ways to measure")
    asked, _others = parser.parse_known_args()
    asked.ways = [way for way in WAYS if way in asked.ways.split(",") or way == "rumbo"]
    return asked


def _measure(size: Size) -> None:
    for way in size.asked.ways:
        for task in TASKS:
            if (task.name, way) not in size.measures:
                size.measures[task.name, way] = _one(size, task, way)
                size.keep()
            _told(task.name, way, size.measures[task.name, way])
            if way != "rumbo":
                _compare(size, task, way)
        if way == "rumbo" and ("table_only", way) not in size.measures:
            size.measures["table_only", way] = _run(size, "table_only", way)
            size.keep()


def _one(size: Size, task: Task, way: str) -> Measure:
    if way == "pandas":
        needed = _pandas_gb(size, task)
        if needed > size.asked.memory:
            return Measure(0, 0, 0, f"left out: about {needed:.0f} GB")
    return _run(size, task.name, way)


def _pandas_gb(size: Size, task: Task) -> float:
    first, last = task.years
    lines = sum(count for year, count in size.known["exports"].items() if first <= int(year) <= last)
    return float(lines * task.width * COPIES / 1e9)


def _run(size: Size, task: str, way: str) -> Measure:
    out = size.rows(task, way)
    try:
        said = _child(
            "benchmarks.comparison.one",
            way,
            task,
            str(size.place.folder),
            str(size.asked.repeat),
            str(out),
            limit=size.asked.limit,
        )
    except subprocess.TimeoutExpired:
        return Measure(0, 0, 0, f"over {size.asked.limit:.0f} s")
    except subprocess.CalledProcessError as error:
        if error.returncode < 0:
            return Measure(0, 0, 0, f"ended by signal {-error.returncode}")
        print(error.stderr, file=sys.stderr)
        return Measure(0, 0, 0, "failed")
    found = json.loads(said.splitlines()[-1])
    return Measure(found["s"], found["cpu"], found["mb"])


def _child(module: str, *words: str, limit: float | None = None, shown: bool = False) -> str:
    command = [sys.executable, "-m", module, *words]
    environment = os.environ | {"RUMBO_LANG": "en"}
    done = subprocess.run(
        command, check=True, cwd=ROOT, env=environment, text=True, timeout=limit, capture_output=not shown
    )
    return done.stdout or ""


def _told(task: str, way: str, measure: Measure) -> None:
    said = measure.reason or f"{measure.seconds:8.3f} s {measure.work:8.3f} s cpu {measure.peak_mb:8,.0f} MB"
    print(f"  {way:8}{task:26}{said}", flush=True)


def _compare(size: Size, task: Task, way: str) -> None:
    both = [size.measures.get((task.name, one)) for one in ("rumbo", way)]
    if not all(both) or any(measure.reason for measure in both if measure):
        if any(measure and measure.reason == "failed" for measure in both):
            size.wrong.append(f"{task.name} {way}: there is nothing to compare, a way failed")
        return
    expected, found = (_rows(size.rows(task.name, one)) for one in ("rumbo", way))
    told = differences(way, task.keys, expected, found)
    if not expected:
        told.append("there are no rows")
    for line in told[:5]:
        print(f"    DIFFERS {line}", flush=True)
    size.wrong += [f"{task.name} {way}: {len(told)} differences, such as {told[0]}"] if told else []


def _rows(file: Path) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = pickle.loads(file.read_bytes())
    return rows


def _machine(size: Size, load: float) -> str:
    known = size.known
    parts = [f"{name} {version(name)}" for name in ("duckdb", "polars", "pandas", "pyarrow")]
    exports = sum(known["exports"].values())
    return (
        f"{os.cpu_count()} cores ({_processor()}), {_memory_gb():.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}, {', '.join(parts)}; best of {size.asked.repeat};"
        f" load of the machine when it began: {load:.1f}.\n\n"
        f"The lake: {known['lines']:,} lines, {exports:,} of them exports, {known['files']} files,"
        f" {known['bytes'] / 1e6:,.0f} MB. Rumbo lists the different subheadings once for each version of the lake,"
        f" which took {known['listing_s']:.2f} s and is not in the table."
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    names = (
        [line for line in file.read_text("utf-8").splitlines() if line.startswith("model name")]
        if file.is_file()
        else []
    )
    return names[0].split(":", 1)[1].strip() if names else platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


if __name__ == "__main__":
    main()
