"""Where do computed indicators come from in a demonstration? From simulated customs files, imported like real ones."""

from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.computing import compute_indicators
from rumbo.core.customs.importing import ImportResult, import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.simulator.companions import companions
from rumbo.core.customs.simulator.simulate import Asked, simulate
from rumbo.core.policy.models import Policy
from rumbo.core.tables import load_table

#: Years before the first one computed: consolidated exporters are those of five years in a row.
_WINDOW = 4
_LINES_A_YEAR = 5_000
_SEED = 2040


def simulate_lake(lake: Lake, folder: Path, *, first: int, last: int) -> ImportResult:
    """Write weekly customs files with invented exports, import them, and load the tables that go with them.

    Args:
        lake: an empty lake, or one that holds this simulation already.
        folder: where the weekly files go.
        first: the first year for which indicators will be computed.
        last: the last one.
    """
    years = last - first + 1 + _WINDOW
    asked = Asked(first - _WINDOW, last, _LINES_A_YEAR * years, seed=_SEED, imports=False)
    simulate(asked, folder)
    imported = import_files(lake, [folder], simulated=True)
    for table in companions(folder, _SEED):
        load_table(table.name, table.file, version=table.version, authority=table.authority, simulated=True)
    return imported


def compute_years(policy: Policy, lake: Lake, actor: Person, *, first: int, last: int) -> None:
    """Compute the indicators of each year from the simulated lake; every value is marked as simulated."""
    for year in range(first, last + 1):
        compute_indicators(policy, year, lake=lake, actor=actor)
