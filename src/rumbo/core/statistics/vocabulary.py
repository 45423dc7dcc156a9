"""Which words do the statistics share? Columns, parameters, dimensions and remarks that many headers use.

They are written once, in ``vocabulary.yaml``; a header names them and may change any part of them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from rumbo.core.policy.models import Record, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.yaml_source import parse
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import Bilingual, Name

FILE = Path(__file__).with_name("vocabulary.yaml")

NO_DIMENSION = "none"
"""The name by which a dimension parameter asks for no dimension."""

NOMENCLATURE, FOLLOWED = "nomenclature", "followed"
"""The parameter that says how the dimensions follow a product over the years, and its value for their families."""


class Followed(Record):
    """What a dimension of products shows in its place where products are followed over the years."""

    expression: Text
    table: Name
    on: Text


class Within(Record):
    """In which class of a coarser dimension a class stands, whole: its first digits, or what a table says of it."""

    dimension: Name
    digits: Annotated[int, Field(ge=1, strict=True)] | None = None
    table: Name | None = None
    code: Name | None = None
    """Column of the table that holds the class."""
    column: Name | None = None
    """Column of the table that holds the coarser class."""


class Dimension(Record):
    """Something that results can be broken down by.

    The expression is written over ``lines`` and, where the class is not on the line itself, over one reference table,
    which is joined to ``lines`` in the very select where the dimension is asked.
    """

    title: Bilingual
    expression: Text
    """SQL over ``lines`` and the joined table; a text that is never null."""
    table: Name | None = None
    on: Text | None = None
    """Condition of the left join with the table."""
    overlapping: bool = False
    """Whether one line may stand in several classes, so that classes do not add up to the total."""
    within: Within | None = None
    """The next coarser dimension, where every class stands in one of its classes."""
    made_of: Name | None = None
    """Of overlapping classes: the dimension of which each of them is a sum."""
    remark: Name | None = None
    """A remark that a result by this dimension carries."""
    followed: Followed | None = None
    """Of a code of the nomenclature: the family of codes, where the parameter ``nomenclature`` asks for it."""


class Vocabulary(Record):
    """The content of the file: words by their name."""

    columns: dict[Name, dict[str, object]]
    parameters: dict[Name, dict[str, object]]
    dimensions: dict[Name, Dimension]
    remarks: dict[Name, Bilingual]
    units: dict[Text, Bilingual]
    """How the units are written on the screen; the headers name them in English."""
    classes: dict[Text, Bilingual]
    """How the classes of results are written on the screen; results hold them as the queries and tables name them."""


@cache
def vocabulary() -> Vocabulary:
    """The shared words.

    Raises:
        QueryError: the file has problems; all of them are told, each with its line.
    """
    file = parse(FILE.read_bytes(), FILE.name)
    if file.problems:
        raise QueryError(*file.problems)
    try:
        return Vocabulary.model_validate(file.data)
    except ValidationError as error:
        raise QueryError(*shape_problems(error, file, "vocabulary", Vocabulary)) from None


def dimensions() -> Mapping[str, Dimension]:
    """Everything that results can be broken down by, by name."""
    return vocabulary().dimensions


def unit_text(unit: str) -> str:
    """A unit in the language in force; one that is the same in both stands as it is."""
    return str(vocabulary().units.get(unit, unit))


def class_text(name: str) -> str:
    """A class in the language in force; one that the vocabulary does not know stands as it is."""
    return str(vocabulary().classes.get(name, name))


def spelled_out(data: object) -> object:
    """A header with its shared words spelled out: ``- year`` becomes the whole column of that name."""
    if not isinstance(data, dict):
        return data
    words = vocabulary()
    made = dict(data)
    for key, known in (("columns", words.columns), ("parameters", words.parameters)):
        if isinstance(made.get(key), list):
            made[key] = [_whole(item, known) for item in made[key]]
    if isinstance(made.get("remarks"), list):
        made["remarks"] = [words.remarks.get(r, r) if isinstance(r, str) else r for r in made["remarks"]]
    return made


def _whole(item: object, known: Mapping[str, dict[str, object]]) -> object:
    if isinstance(item, str):
        item = {"name": item}
    if isinstance(item, dict):
        return {**known.get(str(item.get("name")), {}), **item}
    return item
