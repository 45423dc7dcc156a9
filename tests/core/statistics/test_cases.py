"""Every statistic against cases that people computed by hand (``tests/cases/statistics``)."""

from pathlib import Path

import pytest
from tests.core.statistics.cases import FOLDER, Case, as_written, cases
from tests.core.statistics.small import small_lake

from rumbo.core.statistics import drawn
from rumbo.core.statistics.drawn import drawn_of, drawn_year
from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.registry import statistic, statistics


def run_case(case: Case, folder: Path) -> Result:
    return run_statistic(
        case.statistic,
        lines=small_lake(folder, case.lines),
        tables=case.tables,
        parameters=case.parameters,
        public=case.public,
    )


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_case(case: Case, tmp_path):
    """Columns, rows and their order are as written; decimals to the last digit."""
    result = run_case(case, tmp_path)
    found = result.to_rows()
    expected = [
        {name: as_written(cell, found[n].get(name) if n < len(found) else None) for name, cell in row.items()}
        for n, row in enumerate(case.expected)
    ]
    assert found == expected
    assert [list(row) for row in found] == [list(row) for row in expected]


@pytest.mark.parametrize("case", [case for case in cases() if statistic(case.statistic).header.chart], ids=str)
def test_no_two_figures_are_drawn_as_one(case: Case, tmp_path, monkeypatch):
    """Neither years nor classes that a chart does not show are added up in it."""
    monkeypatch.setattr(drawn, "MOST_SERIES", 1000)
    result = run_case(case, tmp_path)
    form = result.statistic.header.chart
    y = str(result.lineage.parameters.get(form.y, form.y))
    year = drawn_year(result)
    shown = [
        row
        for row in result.to_rows()
        if row[y] is not None
        and year in {None, row.get("year")}
        and all(row[name] in known for name, known in form.only.items())
    ]
    assert len(drawn_of(result, form).rows) == len(shown)


def test_every_statistic_has_a_case():
    written = {path.stem for path in FOLDER.glob("*.yaml")}
    assert written == {found.name for found in statistics()}
