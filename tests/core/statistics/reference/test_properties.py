"""What must not matter does not: the order of the lines, and how many files they come in."""

import pytest
from tests.core.statistics.reference.generated import TABLES

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.registry import statistics

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
