"""What must not matter does not: the order of the lines, and how many files they come in."""

import pytest
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import TABLES

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.registry import statistics
from rumbo.core.statistics.shaping import shown_name

#: The aggregates, the composition and the geography of trade, and what analysts look for beside them.
FAMILIES = ("A", "B", "C")
COMPUTED = [found.name for found in statistics() if found.header.code[0] in FAMILIES]


@pytest.mark.parametrize("name", COMPUTED)
def test_order_and_files_do_not_matter(generated, name):
    given = generated(1)
    found, shuffled, split = (
        run_statistic(name, lines=lake, tables=TABLES).to_rows() for lake in (given.lake, given.shuffled, given.split)
    )
    assert len(given.split.files()) > len(given.lake.files())
    assert found
    assert found == shuffled
    assert found == split


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_public_sees_the_result_with_cells_left_out(generated, name, seed):
    """What is shown is what was computed; what is hidden is empty, and only rows of withheld tables are missing."""
    given = generated(seed)
    found = run_statistic(name, lines=given.lake, tables=TABLES)
    shown = run_statistic(name, lines=given.lake, tables=TABLES, public=True)
    rule = found.statistic.header.publication
    if rule == "open":
        assert shown.to_rows() == found.to_rows()
        return
    columns = [column for column in found.statistic.header.columns if column.name in {*rule.strata, *rule.classes}]
    keys = [shown_name(column, found.lineage.parameters) for column in columns]
    whole = {tuple(row.get(key) for key in keys): row for row in found.to_rows()}
    for row in shown.to_rows():
        before = whole[tuple(row.get(key) for key in keys)]
        hidden = row.pop("hidden")
        empty = {name for name, value in row.items() if value is None and before[name] is not None}
        assert {name: value for name, value in row.items() if name not in empty} == {
            name: value for name, value in before.items() if name not in empty
        }
        assert empty <= {*rule.former, *rule.hides, *rule.running} if hidden else empty <= {*rule.former, *rule.running}
        assert not hidden or all(row[name] is None for name in rule.hides)
