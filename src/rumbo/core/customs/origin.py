"""Where lines come from: what is written beside each of them."""

from dataclasses import dataclass

from rumbo.core.customs.periods import Period


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the import of a line.

    Attributes:
        source_file: name of the file.
        snapshot: id of the import.
        simulated: the file is invented.
        period: the days that the name of the file tells.
    """

    source_file: str
    snapshot: str
    simulated: bool
    period: Period | None = None
