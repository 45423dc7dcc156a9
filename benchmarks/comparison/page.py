"""How are the measurements told? As Markdown tables, and in the page of the documentation between two marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.tasks import TASKS, WAYS, Task

BEGIN, END = "<!-- indicators: begin -->", "<!-- indicators: end -->"
TITLES = {"rumbo": "Rumbo", "duckdb": "DuckDB by hand", "polars": "Polars", "pandas": "pandas"}
#: Way, how Rumbo should compare over the indicators, and whether the limit is one from above.
TARGETS = (("duckdb", 1.3, True), ("polars", 3.0, False), ("pandas", 20.0, False))


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of one statistic.

    Attributes:
        seconds: on the clock, best of the runs.
        work: seconds of processor, best of the runs.
        peak_mb: peak memory of the process.
        reason: why there is nothing; empty where there is.
    """

    seconds: float
    work: float
    peak_mb: float
    reason: str = ""


Measures = Mapping[tuple[str, str], Measure]


def table(measures: Measures) -> str:
    """One row a statistic, one column a way: seconds, times Rumbo's, peak memory; totals where all were measured."""
    lines = ["| statistic | " + " | ".join(TITLES[way] for way in WAYS) + " |", "| --- " * (1 + len(WAYS)) + "|"]
    groups = (("indicators over the lake", False), ("heavy statistics", True))
    for title, heavy in groups:
        tasks = [task for task in TASKS if task.heavy == heavy]
        lines += [_line(task.name, [_cell(measures, task.name, way) for way in WAYS]) for task in tasks]
        lines.append(_line(f"**{title}**", [_total(measures, tasks, way) for way in WAYS]))
    alone = measures.get(("table_only", "rumbo"))
    if alone:
        lines.append(f"| two indicators from tables alone | {alone.seconds:.2f} s, {alone.peak_mb:,.0f} MB | | | |")
    return "\n".join(lines)


def _line(title: str, cells: Sequence[str]) -> str:
    return f"| {title} | {' | '.join(cells)} |"


def _cell(measures: Measures, task: str, way: str) -> str:
    found = measures.get((task, way))
    if found is None or found.reason:
        return found.reason if found else ""
    base = measures.get((task, "rumbo"))
    times = f", ×{found.seconds / base.seconds:.2f}" if base and not base.reason and way != "rumbo" else ""
    return f"{found.seconds:.2f} s{times}, {found.peak_mb:,.0f} MB"


def _total(measures: Measures, tasks: Sequence[Task], way: str) -> str:
    seconds, base = (summed(measures, tasks, one) for one in (way, "rumbo"))
    work, base_work = (summed(measures, tasks, one, work=True) for one in (way, "rumbo"))
    if seconds is None or work is None:
        return ""
    times = times_work = ""
    if base and base_work and way != "rumbo":
        times, times_work = f", ×{seconds / base:.2f}", f", ×{work / base_work:.2f}"
    return f"**{seconds:.2f} s{times}**; processor {work:.2f} s{times_work}"


def summed(measures: Measures, tasks: Sequence[Task], way: str, *, work: bool = False) -> float | None:
    """Seconds of some statistics together; none where one was not measured."""
    found = [measures.get((task.name, way)) for task in tasks]
    if any(one is None or one.reason for one in found):
        return None
    return sum((one.work if work else one.seconds) for one in found if one)


def verdicts(measures: Measures) -> list[str]:
    """Whether the design's figures are held. The two indicators without customs lines count against Rumbo only."""
    tasks = [task for task in TASKS if not task.heavy]
    told = []
    for way, limit, above in TARGETS:
        figures = []
        for work in (False, True):
            ours, theirs = (summed(measures, tasks, one, work=work) for one in ("rumbo", way))
            alone = measures.get(("table_only", "rumbo"))
            if ours is None or theirs is None or alone is None:
                break
            ours += alone.work if work else alone.seconds
            figures.append(ours / theirs if above else theirs / ours)
        wanted = f"at most {limit} × {TITLES[way]}" if above else f"at least {limit:g} × faster than {TITLES[way]}"
        if len(figures) != 2:
            told.append(f"* all eight indicators {wanted}: not measured whole")
            continue
        held = figures[0] <= limit if above else figures[0] >= limit
        said = f"{figures[0]:.2f} × on the clock, {figures[1]:.2f} × of processor"
        told.append(f"* all eight indicators {wanted}: **{'held' if held else 'not held'}** ({said})")
    return told


def write(page: Path, lines: int, section: str) -> None:
    """Put the section of one size between the marks of a page, in the place of the former one of that size."""
    text = page.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{page} has no marks {BEGIN} and {END}")
    before, rest = text.split(BEGIN, 1)
    inside, after = rest.split(END, 1)
    sections = {}
    for part in re.split(r"^(?=### )", inside, flags=re.MULTILINE):
        size = re.match(r"### ([\d,]+) lines", part)
        if size:
            sections[int(size[1].replace(",", ""))] = part.strip()
    sections[lines] = f"### {lines:,} lines\n\n{section.strip()}"
    told = "\n\n".join(sections[size] for size in sorted(sections))
    page.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", "utf-8")
