"""What must a reference table hold? The schema of its definition, ``definitions/NAME.yaml``, and how it is read."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictInt, ValidationError
from pydantic_core import PydanticCustomError

from rumbo.core.errors import Problem, UnknownCodeError
from rumbo.core.language import _, language
from rumbo.core.policy.models import Day, Number, Record, Source, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import YamlFile, parse
from rumbo.core.tables.errors import TableError

DEFINITIONS = Path(__file__).parent / "definitions"
DEFAULTS = Path(__file__).parent / "defaults"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError("pattern_form", "a regular expression was expected") from error
    return pattern


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name as SQL writes it: lower case, digits and low lines."""
Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]


class Bilingual(Record):
    """A text in the languages of the project."""

    es: Text
    en: Text

    def __str__(self) -> str:
        return self.en if language() == "en" else self.es


class Derived(Record):
    """How a column that a file leaves out is filled from another column of the row."""

    from_column: Name
    values: dict[Text, Text]
    """The value of the column by the value of the other."""


class Column(Record):
    """A column: what it holds and what a file may write in it."""

    name: Name
    type: Literal["text", "integer", "decimal", "date", "boolean"]
    meaning: Bilingual
    required: StrictBool = True
    """Whether every row must have it. Where not, an empty cell is no data, never zero."""
    also: tuple[Text, ...] = ()
    """Other headings by which files call it."""
    values: tuple[Text, ...] = ()
    """The only values allowed, where they are few; compared without accents and case, stored as written here."""
    pattern: Pattern | None = None
    """What a whole text must look like."""
    minimum: Number | None = None
    maximum: Number | None = None
    places: Annotated[StrictInt, Field(ge=0, le=12)] = 2
    """Decimals that a decimal keeps; one with more is refused, not rounded."""
    derived: Derived | None = None
    tax_id: StrictBool = False
    """A tax id: one of a natural person is stored as its pseudonym only."""
    personal: StrictBool = False
    """Told of firms only: where the first tax id of the row may be a natural person's, it is not stored."""


class Validity(Record):
    """The columns that say from when until when a row holds, both days included; an empty end is open."""

    start: Name
    end: Name


class UniqueCheck(Record):
    """No two rows have the same values in these columns; an empty cell is a value too."""

    kind: Literal["unique"]
    columns: tuple[Name, ...]


class NoOverlapCheck(Record):
    """Rows with the same values in these columns do not hold on the same day (needs the validity)."""

    kind: Literal["no_overlap"]
    columns: tuple[Name, ...]


class RangesCheck(Record):
    """First and last code of a range of the nomenclature: in order, and of two ranges that meet one lies in the other.

    Ranges are compared inside each group of ``within``. The narrowest range that holds a subheading decides.
    """

    kind: Literal["ranges"]
    first: Name
    last: Name
    within: tuple[Name, ...] = ()


class ResolvesCheck(Record):
    """The codes of a column stand in a column of one of these tables, as it is in force when the file is loaded."""

    kind: Literal["resolves"]
    column: Name
    among: tuple[tuple[Name, Name], ...]


class AnyOfCheck(Record):
    """At least one of these columns is filled in each row."""

    kind: Literal["any_of"]
    columns: tuple[Name, ...]


class SumCheck(Record):
    """A column adds up to a total inside each group; one in which no row has a value is left unchecked."""

    kind: Literal["sum"]
    column: Name
    within: tuple[Name, ...]
    total: Number
    tolerance: Number


class SameCheck(Record):
    """A column has one value inside each group: a sector is mining in all of its rows or in none."""

    kind: Literal["same"]
    column: Name
    within: tuple[Name, ...]


Check = Annotated[
    UniqueCheck | NoOverlapCheck | RangesCheck | ResolvesCheck | AnyOfCheck | SumCheck | SameCheck,
    Field(discriminator="kind"),
]


class Default(Record):
    """The content that ships, ``defaults/NAME.csv``."""

    version: Text
    state: Literal["complete", "sample"]
    """``complete``: it holds everything that the table means; ``sample``: it shows the form and some of the content."""
    authority: Text
    obtained_on: Day | None = None
    note: Bilingual
    """What it rests on, and what it does not hold."""


class Definition(Record):
    """A reference table: what it holds, who publishes it, and what its rows must fulfil."""

    name: Name
    title: Bilingual
    meaning: Bilingual
    needed_by: tuple[Annotated[str, Field(pattern=r"^[A-Z][0-9]+$|^OP[0-9]-I[0-9]$")], ...]
    """Codes of the statistics and objective indicators that read it."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    key: Annotated[tuple[Name, ...], Field(min_length=1)]
    """The columns that name a row; rows are stored in their order."""
    validity: Validity | None = None
    checks: tuple[Check, ...] = ()
    published_by: Bilingual
    """Who has the official content."""
    replaced_by: Bilingual
    """Who should load what in the place of what ships."""
    layouts: Bilingual | None = None
    """Other layouts that are read, where there is a reader for the publisher's own file."""
    source: Source | None = None
    default: Default | None = None

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns and the two that every table has: the source of a row and a note."""
        return (*self.columns, *_EVERYWHERE)

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in self.all_columns if column.name == name)

    @cached_property
    def every_check(self) -> tuple[Check, ...]:
        """The checks, that of the key among them."""
        return (UniqueCheck(kind="unique", columns=self.key), *self.checks)


_EVERYWHERE = (
    Column(
        name="source",
        type="text",
        required=False,
        also=("fuente",),
        meaning=Bilingual(
            es="De dónde sale la fila: documento y línea, o la norma.",
            en="Where the row comes from: document and line, or the legal text.",
        ),
    ),
    Column(
        name="note",
        type="text",
        required=False,
        also=("nota", "observación"),
        meaning=Bilingual(es="Lo que conviene saber de la fila.", en="What is worth knowing of the row."),
    ),
)


@cache
def definitions() -> Mapping[str, Definition]:
    """Every definition by name, in alphabetical order.

    Raises:
        TableError: a definition has problems; those of all files are told, each with its line.
    """
    found: dict[str, Definition] = {}
    problems: list[Problem] = []
    for path in sorted(DEFINITIONS.glob("*.yaml")):
        try:
            found[path.stem] = read_definition(path)
        except TableError as error:
            problems.extend(error.problems)
    if problems:
        raise TableError(*problems)
    return found


def definition(name: str) -> Definition:
    """The definition of a table.

    Raises:
        UnknownCodeError: there is no such table; the message names the nearest one.
    """
    known = definitions()
    if name not in known:
        near = nearest(name, list(known))
        raise UnknownCodeError(name, [near] if near else ())
    return known[name]


def read_definition(path: Path) -> Definition:
    """Read one definition file.

    Raises:
        TableError: the file has problems; all of them are told, each with its line.
    """
    file = parse(path.read_bytes(), path.name)
    if file.problems:
        raise TableError(*file.problems)
    try:
        defined = Definition.model_validate(file.data)
    except ValidationError as error:
        raise TableError(*shape_problems(error, file, "table", Definition)) from None
    problems = [*_wrong_name(defined, file), *_unknown_columns(defined, file)]
    if problems:
        raise TableError(*problems)
    return defined


def _wrong_name(defined: Definition, file: YamlFile) -> list[Problem]:
    stem = Path(file.name).stem
    if defined.name == stem:
        return []
    what = _("The definition says “{name}”, the file is named “{file}”; both must be the same.")
    return [Problem(what.format(name=defined.name, file=stem), file.at(("name",)), _("Rename one of them."))]


def _unknown_columns(defined: Definition, file: YamlFile) -> list[Problem]:
    """Columns that the key, the validity and the checks name and the table does not have."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("key", n), name) for n, name in enumerate(defined.key)]
    if defined.validity:
        named += [(("validity", end), getattr(defined.validity, end)) for end in ("start", "end")]
    for n, check in enumerate(defined.checks):
        for field in ("columns", "within"):
            named += [(("checks", n, field), name) for name in getattr(check, field, ())]
        named += [(("checks", n, f), getattr(check, f)) for f in ("column", "first", "last") if hasattr(check, f)]
    for n, column in enumerate(defined.columns):
        if column.derived:
            named.append((("columns", n, "derived"), column.derived.from_column))
    known = [column.name for column in defined.all_columns]
    what, mend = _("There is no column “{name}” in the table."), _("Use one of: {names}.")
    return [
        Problem(what.format(name=name), file.at(path), mend.format(names=", ".join(known)))
        for path, name in named
        if name not in known
    ]
