"""One way and one statistic in a process of its own: best of some runs, its peak memory, its rows.

The clock starts when the libraries are loaded and stops when the rows are there as Python objects.
"""

import importlib
import json
import math
import os
import pickle
import resource
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.comparison.place import Place


def main() -> None:
    """Arguments: way, task, folder of the lake, number of runs, file for the rows."""
    way, task, folder, runs, out = sys.argv[1:]
    os.environ["RUMBO_HOME"] = folder
    _first_to_go()
    answer = importlib.import_module(f"benchmarks.comparison.by_{way}").answer
    place = Place(Path(folder))
    seconds, work, rows = float("inf"), float("inf"), []
    for _ in range(int(runs)):
        started, busy = time.perf_counter(), time.process_time()
        rows = answer(task, place)
        seconds, work = min(seconds, time.perf_counter() - started), min(work, time.process_time() - busy)
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    Path(out).write_bytes(pickle.dumps(plain))
    print(json.dumps({"s": seconds, "cpu": work, "mb": _peak_mb()}))


def _first_to_go() -> None:
    """Where memory runs out, the system ends this process rather than another one's work."""
    mark = Path("/proc/self/oom_score_adj")
    if mark.is_file():
        mark.write_text("1000", "ascii")


def _plain(value: Any) -> Any:
    """A value without its library: whole numbers, floats, decimals, texts, none."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, int | float | str | bool | Decimal | None) else str(value)


def _peak_mb() -> float:
    """Peak memory of this process in MB; the mark of Linux, which a large parent does not raise as it does rusage."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text("ascii").split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * (1024 if sys.platform == "darwin" else 1))


if __name__ == "__main__":
    main()
