"""What the interface answers about statistics; every field is told, figures that are hidden or missing are null."""

from datetime import date

from rumbo.site.api.answers import Answer, Number


class StatisticAnswer(Answer):
    """A statistic in the catalogue."""

    name: str
    code: str
    title: str
    unit: str
    data: str
    """Address of its figures."""


class ParameterAnswer(Answer):
    """A parameter that anyone may set."""

    name: str
    type: str
    meaning: str
    expected: str
    default: str
    """What is taken where nothing is given; a list has commas between its items."""
    choices: list[str]
    """What it may be, where that is a closed list."""


class ColumnAnswer(Answer):
    """A column of the figures."""

    name: str
    type: str
    unit: str
    meaning: str


class StatisticSheetAnswer(StatisticAnswer):
    """A statistic with everything that it says of itself."""

    meaning: str
    formula: str
    source: str
    """Lines of the policy that ask for it or print it."""
    parameters: list[ParameterAnswer]
    columns: list[ColumnAnswer]
    remarks: list[str]
    sql: str
    sql_sha256: str
    """Hash of the SQL: the version of the formula."""


class TableVersionAnswer(Answer):
    """A version of a reference table, or of the rule of what is hidden."""

    version: str
    sha256: str


class LineageAnswer(Answer):
    """Everything that must be the same for the figures to come out the same."""

    statistic: str
    code: str
    sql: str
    """The text that ran, parameters in their places."""
    sql_sha256: str
    engine: str
    lake_version: int | None
    """Version of the customs data; null where no declaration line was read."""
    tables: dict[str, TableVersionAnswer]
    parameters: dict[str, str | int | Number | date | list[str | int | Number | date]]
    simulated: bool
    lines: int | None
    snapshots: list[str]
    rule: TableVersionAnswer | None
    """The rule by which cells that could betray a firm were hidden."""


class ResultAnswer(Answer):
    """The figures of a statistic, a piece of them, with their origin."""

    statistic: str
    title: str
    simulated: bool
    """Whether they rest on invented lines or tables; then they say nothing about any real result."""
    columns: list[ColumnAnswer]
    items: list[dict[str, str | bool | int | Number | date | None]]
    """The rows, by the names of the columns; a missing figure is null, never zero."""
    hidden_rows: list[int]
    """Places of the rows, in this piece, whose figures are hidden so that no firm is betrayed."""
    count: int
    """How many rows there are in all."""
    hidden: int
    """How many cells are hidden in all."""
    remarks: list[str]
    lineage: LineageAnswer
