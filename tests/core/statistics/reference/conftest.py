"""Lakes of generated lines, each in three forms that must not matter."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake
from tests.core.statistics.reference.generated import frame_of, generated_lines
from tests.core.statistics.small import lines_table, small_lake

from rumbo.core.customs.schema import PARTITIONS
from rumbo.core.statistics.sources import FileSource

SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Generated:
    """Generated lines as a frame, and as lakes: in their order, in another one, and in two files a year."""

    frame: pl.DataFrame
    lake: FileSource
    shuffled: FileSource
    split: FileSource


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Generated]:
    """The lines of a seed; made once."""
    made: dict[int, Generated] = {}

    def of(seed: int) -> Generated:
        if seed not in made:
            made[seed] = _generated(seed, tmp_path_factory)
        return made[seed]

    return of


def _generated(seed: int, folders: pytest.TempPathFactory) -> Generated:
    lines = generated_lines(seed)
    mixed = list(lines)
    Random(seed).shuffle(mixed)
    folder = folders.mktemp("split")
    table = lines_table(lines)
    half = len(lines) // 2
    for part in (table.slice(0, half), table.slice(half)):
        write_deltalake(folder, part, partition_by=list(PARTITIONS), mode="append")
    delta = DeltaTable(folder)
    return Generated(
        frame_of(lines),
        small_lake(folders.mktemp("lake"), lines),
        small_lake(folders.mktemp("shuffled"), mixed),
        FileSource(delta.version(), tuple(delta.file_uris())),
    )
