"""From which data are the statistics computed? The lake of the workspace, its versions, and the reference tables."""

import hashlib

from rumbo.core.customs.lake import Lake
from rumbo.core.customs.lake.versions import Version
from rumbo.core.errors import InputError
from rumbo.core.statistics.binding import LINES, parsed, tables_read
from rumbo.core.statistics.confidentiality import load_rule
from rumbo.core.statistics.registry import Statistic
from rumbo.core.workspace import workspace


def lake() -> Lake:
    """The lake of this installation."""
    return Lake(workspace().lake)


def latest() -> Version | None:
    """The latest version of the lake; ``None`` while nothing was imported."""
    found = lake().at()
    return found if found.number and found.lines else None


def reads_lines(found: Statistic) -> bool:
    """Whether a statistic is computed from customs lines, and not from reference tables alone."""
    return LINES in tables_read(parsed(found))


def data_mark() -> str:
    """What every result depends on besides its question: version of the lake, tables loaded, rule of what is hidden."""
    tables = sorted(path.as_posix() for path in (workspace().home / "tables").glob("*/index/*.json"))
    told = "\n".join((str(workspace().home), str(lake().version), load_rule().sha256, *tables))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def years_with_lines(version: int | None = None) -> tuple[int, ...]:
    """The years of which a version of the lake holds lines; none where it cannot be read.

    Files of the lake stand in folders that say their year.
    """
    try:
        files = lake().files(version)
    except InputError:
        return ()
    return tuple(sorted({int(path.parent.name.partition("=")[2]) for path in files}))
