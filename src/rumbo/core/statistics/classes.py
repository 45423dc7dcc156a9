"""Which classes do the cells of a result stand in, and how does the second select tell them?

Two results that show the same cells hide the same ones. So the classes of a result are read as dimensions wherever they
are some; dimensions of one ladder are one, the finest; and their order does not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.statistics.errors import ConfidentialityError
from rumbo.core.statistics.header import Column, Publication
from rumbo.core.statistics.ladders import steps_of
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.vocabulary import FOLLOWED, NOMENCLATURE, dimensions

OF_DIGITS: Mapping[int, str] = {2: "hs2", 4: "hs4", 6: "hs6", 10: "subheading"}
"""The dimensions of products by their number of digits."""
_AS_DECLARED = "as_declared"


@dataclass(frozen=True, slots=True)
class Class:
    """A column of classes.

    Attributes:
        shown: its name in the result.
        told: its name in the answer of the second select.
        dimension: the dimension that it shows; ``None`` where it is none.
        followed: whether it shows families of the classes of the dimension.
    """

    shown: str
    told: str
    dimension: str | None = None
    followed: bool = False

    @property
    def overlapping(self) -> bool:
        """Whether one line may stand in several of its classes."""
        return self.dimension is not None and dimensions()[self.dimension].overlapping


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of the cells of a result.

    Attributes:
        strata: columns that part it into tables of their own, those of overlapping classes last.
        axes: the other columns, one a ladder, in the order of their dimensions.
        values: the parameters under which the second select tells every class on its own.
    """

    strata: tuple[Class, ...]
    axes: tuple[Class, ...]
    values: Mapping[str, Value]

    @property
    def overlapping(self) -> Class | None:
        """The column of overlapping classes, where there is one."""
        return next((each for each in self.strata if each.overlapping), None)


def classes_of(result: Result, told: Publication) -> Classes:
    """The classes of a result.

    Raises:
        ConfidentialityError: they cannot be published together, or are products of a number of digits that no other
            result shows.
    """
    strata = [_class(result, told, name) for name in told.strata]
    classes = [_class(result, told, name) for name in told.classes]
    asked = [each for each in classes if each.shown in result.table.column_names]
    strata += [each for each in asked if each.overlapping]
    axes = [each for each in asked if not each.overlapping and not _coarser(each, asked)]
    _refuse_members(strata, axes)
    values = dict(result.lineage.parameters) | dict(told.alone)
    if any(each.followed for each in axes):
        values[NOMENCLATURE] = _AS_DECLARED
    return Classes(tuple(strata), tuple(sorted(axes, key=lambda a: a.dimension or a.told)), values)


def _class(result: Result, told: Publication, name: str) -> Class:
    column = next(c for c in result.statistic.header.columns if c.name == name)
    dimension = _dimension(result, told, column)
    values = result.lineage.parameters
    followed = bool(dimension and dimensions().get(dimension) and dimensions()[dimension].followed)
    return Class(
        str(values[column.dimension]) if column.dimension else name,
        name,
        dimension if dimension in dimensions() else None,
        followed and values.get(NOMENCLATURE) == FOLLOWED,
    )


def _dimension(result: Result, told: Publication, column: Column) -> str | None:
    if column.dimension:
        return str(result.lineage.parameters[column.dimension])
    said = told.dimensions.get(column.name)
    if said is None or said in dimensions():
        return said
    digits = result.lineage.parameters[said]
    if not isinstance(digits, int) or digits not in OF_DIGITS:
        what = _("Products of {digits} digits are not published.").format(digits=digits)
        lengths = ", ".join(map(str, OF_DIGITS))
        mend = _("Ask for one of these numbers of digits: {lengths}.").format(lengths=lengths)
        raise ConfidentialityError(Problem(what, said, mend))
    return OF_DIGITS[digits]


def _coarser(each: Class, others: list[Class]) -> bool:
    """Whether another column tells the same ladder in more detail."""
    return any(
        other.dimension and other.dimension != each.dimension and each.dimension in steps_of(other.dimension)
        for other in others
    )


def _refuse_members(strata: list[Class], axes: list[Class]) -> None:
    """Refuse overlapping classes beside what they are made of: the sums of their common parts are not protected."""
    for overlapping in (each for each in strata if each.dimension and each.overlapping):
        members = dimensions()[str(overlapping.dimension)].made_of
        ladder = steps_of(members) if members else ()
        for axis in axes:
            if axis.dimension in ladder:
                what = _("“{one}” and “{other}” are not published in one table.")
                said = what.format(one=overlapping.dimension, other=axis.dimension)
                raise ConfidentialityError(Problem(said, mend=_("Ask for one of them at a time.")))
