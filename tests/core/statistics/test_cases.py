"""Every statistic against cases that people computed by hand (``tests/cases/statistics``)."""

import pytest
from tests.core.statistics.cases import FOLDER, Case, as_written, cases
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.registry import statistics


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_case(case: Case, tmp_path):
    """Columns, rows and their order are as written; decimals to the last digit."""
    result = run_statistic(
        case.statistic,
        lines=small_lake(tmp_path, case.lines),
        tables=case.tables,
        parameters=case.parameters,
        public=case.public,
    )
    found = result.to_rows()
    expected = [
        {name: as_written(cell, found[n].get(name) if n < len(found) else None) for name, cell in row.items()}
        for n, row in enumerate(case.expected)
    ]
    assert found == expected
    assert [list(row) for row in found] == [list(row) for row in expected]


def test_every_statistic_has_a_case():
    written = {path.stem for path in FOLDER.glob("*.yaml")}
    assert written == {found.name for found in statistics()}
