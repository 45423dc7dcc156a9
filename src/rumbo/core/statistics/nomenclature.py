"""Which subheadings are there? Listed once for each version of the lake, for tables of ranges to be spread over.

A concordance says “chapters 25 to 26 are mining”. Joining a hundred million lines to ranges would compare every line
with every range. A lake, however, has only some thousand different subheadings: each is given its class once, and
queries join lines (or better, sums by subheading) to a table of one row a subheading:
``left join sector on sector.subheading = lines.subheading``. The changes of the nomenclature are spread likewise: each
subheading has its family, by which a product is followed over the years.
"""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

import pyarrow as pa

from rumbo.core.statistics.sources import LineSource, digest
from rumbo.core.whole_files import place_whole
from rumbo.core.workspace import workspace

RANGE = ("hs_from", "hs_to")
"""Columns by which a table is known to give one class to each subheading by ranges."""

_known: dict[str, tuple[str, ...]] = {}


def is_of_ranges(table: pa.Table) -> bool:
    """Whether a table gives its classes by ranges of the nomenclature."""
    return set(RANGE) <= set(table.column_names)


def years_of(source: LineSource) -> set[int]:
    """The years from which a version of the lake has lines, told by the folders of its files."""
    folders = {part for path in source.files() for part in PurePosixPath(path).parts if part.startswith("year=")}
    return {int(folder.removeprefix("year=")) for folder in folders}


def subheadings_of(source: LineSource, listing: Callable[[LineSource], Sequence[str]]) -> Sequence[str]:
    """The different subheadings of a version of the lake: listed once, then remembered in the workspace.

    Args:
        source: the version.
        listing: how an engine lists them, which reads one column of every line.
    """
    name = digest(source)
    if name not in _known:
        file = workspace().cache / "subheadings" / f"{name}.txt"
        _known[name] = tuple(file.read_text().split()) if file.is_file() else tuple(sorted(listing(source)))
        if not file.is_file():
            _remember(file, _known[name])
    return _known[name]


def _remember(file: Path, codes: Sequence[str]) -> None:
    """Write the list beside and move it into place whole; where that cannot be, it is listed again next time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        place_whole(file, "\n".join(codes).encode(), mode=0o600)
    except OSError:
        return
