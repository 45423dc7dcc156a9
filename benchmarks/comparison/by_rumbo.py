"""The statistics as Rumbo computes them, through its public call, lineage and all."""

from benchmarks.comparison.finish import Rows
from benchmarks.comparison.place import Place
from benchmarks.comparison.tasks import TABLE_ONLY, task
from rumbo.core.customs.lake import Lake
from rumbo.core.statistics.engine import run


def answer(name: str, place: Place) -> Rows:
    """The rows of a task."""
    if name == "table_only":
        lake = Lake(place.lake)
        return [
            row for each in TABLE_ONLY for row in run(each.statistic, lake=lake, parameters=each.parameters).to_rows()
        ]
    asked = task(name)
    return run(asked.statistic, lake=Lake(place.lake), parameters=asked.parameters).to_rows()
