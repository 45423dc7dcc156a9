"""What does a query file say of itself? The schema of the header that stands before the SQL of every statistic."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, Strict, StrictBool, StrictInt

from rumbo.core.language import language
from rumbo.core.policy.models import Day, Number, Record, Source, Text, Year

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name as SQL writes it: lower case, digits and low lines."""

Scalar = StrictInt | Annotated[Decimal, Strict()] | Day | str


class Bilingual(Record):
    """A text in the languages of the project."""

    es: Text
    en: Text

    def __str__(self) -> str:
        return self.en if language() == "en" else self.es


class Parameter(Record):
    """A value that whoever runs the statistic may choose; the SQL holds its place as ``:name``."""

    name: Name
    type: Literal["integer", "decimal", "text", "date", "list", "choice", "dimension"]
    of: Literal["integer", "decimal", "text", "date"] = "text"
    """Of a list: the type of its items. An empty list asks nothing: everything passes."""
    default: Scalar | tuple[Scalar, ...] | None = None
    """What is taken where nothing is given; a parameter without default must be given."""
    minimum: Number | None = None
    maximum: Number | None = None
    choices: tuple[Text, ...] = ()
    """What a choice, an item of a list or a dimension may be; of a dimension, every known one where none is named."""
    meaning: Bilingual


class Column(Record):
    """A column of the result."""

    name: Name
    type: Literal["text", "integer", "money", "ratio", "weight", "date", "flag"]
    """``money`` has 2 decimals, ``weight`` 3, ``ratio`` 6; all three are exact."""
    unit: Text
    meaning: Bilingual
    dimension: Name | None = None
    """The dimension parameter that this column shows: the result names the column after the dimension chosen, and
    leaves it out where none was."""


class TableUse(Record):
    """A reference table that the SQL reads by its name."""

    name: Name
    required: StrictBool = True
    """Without a required table there is no result; an optional one that is missing is read as empty."""


class ChartForm(Record):
    """How the result is drawn: columns of the result, or dimension parameters, on the axes."""

    kind: Literal["bar", "line", "stacked"]
    x: Name
    y: Name
    series: tuple[Name, ...] = ()
    panel: Name | None = None
    """A column each of whose classes has a drawing of its own, because their values must not be added up."""
    only: dict[Name, tuple[StrictBool | Text, ...]] = Field(default_factory=dict)
    """Columns, and the classes of each to which the chart is limited, because the others have another unit or hold
    those that are drawn."""


class Printed(Record):
    """A figure that the policy prints; it is shown beside the result and never as one."""

    year: Year | None = None
    of: Text | None = None
    """Which class it is the figure of; the whole where there is none."""
    value: Text
    unit: Text
    source: Source


class Publication(Record):
    """How the result may be shown to the public: which cells could betray a firm, and what is hidden with them.

    What a cell rests on is told by the second select of the file, after a ``;``: the value of each firm in each cell.
    It is run only for the public and answers the columns of ``strata`` and ``classes``, then ``trader_id`` and
    ``value``; firms without tax id count in the value and not as firms. It must hold all cells from whose sum the
    shown ones can be had by subtraction, those of the year before too where ``former`` is told. Where a cell shows
    several values (exports and imports, a year and its base), a column ``part`` before ``trader_id`` tells to which of
    them a firm's value belongs: the cell is hidden where any of its parts would betray a firm.
    """

    classes: tuple[Name, ...] = ()
    """Columns along which the cells add up to totals that anyone may know."""
    dimensions: dict[Name, Name] = Field(default_factory=dict)
    """Of columns of classes that show no dimension of choice: the dimension that they are, or the parameter that tells
    its number of digits. What is hidden is then the same as in every other result by that dimension."""
    alone: dict[Name, tuple[Text, ...]] = Field(default_factory=dict)
    """Values of parameters under which the second select tells every class of these dimensions on its own, where the
    result shows some of them together."""
    members: Name | None = None
    """Of a result by bloc that cannot be asked by partner: the statistic that can, one flow a part."""
    strata: tuple[Name, ...] = ("year",)
    """Columns that part the result into tables of their own: no total runs across them."""
    hides: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Columns emptied where a cell is hidden: the value and whatever tells of it."""
    former: tuple[Name, ...] = ()
    """Columns that also tell of the same cell a year before: emptied too where that one is hidden."""
    running: tuple[Name, ...] = ()
    """Columns that sum cells over two years up to this one: emptied where any cell of this year or of the two before is
    hidden, since the difference of two such sums is a cell."""


class Header(Record):
    """Everything that a query file says of itself."""

    name: Name
    code: Annotated[str, Field(pattern=r"^[A-Z][0-9]{0,2}$")]
    """Code in the catalogue of statistics: A1 ... S1; a letter alone for what an analyst would look for beside them."""
    title: Bilingual
    meaning: Bilingual
    formula: Text
    unit: Text
    source: Source
    """Lines of the policy that ask for or print the statistic."""
    parameters: tuple[Parameter, ...] = ()
    tables: tuple[TableUse, ...] = ()
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    chart: ChartForm | None = None
    printed: tuple[Printed, ...] = ()
    remarks: tuple[Bilingual, ...] = ()
    """What a reader must know before using the result."""
    publication: Publication | Literal["open", "internal"]
    """The rule that keeps single firms hidden; ``open`` where no cell shows what firms trade (counts, or tables that
    do not rest on firms), ``internal`` where the result must not be published."""

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of a name."""
        return next((p for p in self.parameters if p.name == name), None)
