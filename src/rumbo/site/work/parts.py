"""The breakdowns of a value on the page: a table for each dimension, a row for each part, read and laid out alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rumbo.apps.desk.records import TypedPart
from rumbo.core.intake.breakdowns import dimension_of
from rumbo.core.policy.models import Breakdown, Indicator, Policy

#: Empty rows for further parts of a dimension whose members are not listed.
FURTHER = 4
_PLACE = re.compile(r"part-(\d{1,4})-dimension")
_FIGURES = ("value", "numerator", "denominator")

#: A part with the number of its row on the page.
Placed = Sequence[tuple[int, TypedPart]]


@dataclass(frozen=True, slots=True)
class PartCell:
    """A field of a row: its name on the page, what was typed, what is wrong with it."""

    name: str
    typed: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A row.

    Attributes:
        place: number of the row on the page.
        dimension: code of its dimension.
        member: code of the member, or what was typed for it.
        label: the member's name; empty where the member itself is typed.
        member_wrong: what is wrong with the member.
        figures: the fields of the figure: one, or the two terms of a ratio.
    """

    place: int
    dimension: str
    member: str
    label: str
    member_wrong: tuple[str, ...]
    figures: tuple[PartCell, ...]


@dataclass(frozen=True, slots=True)
class PartTable:
    """A breakdown.

    Attributes:
        dimension: its code.
        name: its name.
        adds_up: whether the parts must add to the whole.
        listed: whether its members are known beforehand.
        lines: its rows.
        filled: how many of them hold a figure.
    """

    dimension: str
    name: str
    adds_up: bool
    listed: bool
    lines: tuple[PartLine, ...]
    filled: int

    def name_of(self, member: str) -> str:
        """The table's name with that of a member, ``Region: Norte``."""
        label = next((line.label for line in self.lines if line.member == member and line.label), member)
        return f"{self.name}: {label}"


def typed_parts(data: Mapping[str, str]) -> list[tuple[int, TypedPart]]:
    """The parts in which something was typed, with the number of their row."""
    places = sorted(int(found[1]) for name in data if (found := _PLACE.fullmatch(name)))
    read = [(place, _part(data, place)) for place in places]
    return [(place, part) for place, part in read if any(getattr(part, name).strip() for name in _FIGURES)]


def lay_out(
    policy: Policy, indicator: Indicator, typed: Placed, wrong: Mapping[str, Sequence[str]]
) -> tuple[PartTable, ...]:
    """The tables of an indicator's breakdowns.

    A row that was sent keeps its number; rows nobody filled get numbers that are free.

    Args:
        policy: the policy, which names the dimensions.
        indicator: the sheet.
        typed: what was typed, with the numbers of the rows.
        wrong: what is wrong, by number and field, ``3.value``.
    """
    free = _free_places({place for place, _part in typed})
    fields = _FIGURES[1:] if indicator.measure.reported_as == "ratio" else _FIGURES[:1]
    return tuple(_table(policy, breakdown, typed, wrong, free, fields) for breakdown in indicator.breakdowns)


def part_name(policy: Policy, indicator: Indicator, dimension: str, member: str) -> str:
    """How a part is called in front of people: ``Región: Norte``; its codes where the policy names them no more."""
    declared = next((breakdown for breakdown in indicator.breakdowns if breakdown.dimension == dimension), None)
    known = dimension_of(declared, policy) if declared else None
    return f"{known.name}: {known.members.get(member, member)}" if known else f"{dimension}: {member}"


def _table(  # noqa: PLR0917 - what the rows of one table are made of
    policy: Policy,
    breakdown: Breakdown,
    typed: Placed,
    wrong: Mapping[str, Sequence[str]],
    free: Iterator[int],
    fields: Sequence[str],
) -> PartTable:
    dimension = dimension_of(breakdown, policy)
    members = dimension.members if dimension else {}
    mine = [(place, part) for place, part in typed if part.dimension == breakdown.dimension]
    known = {part.member: (place, part) for place, part in reversed(mine)}
    rows = [known.get(code) or (next(free), TypedPart(breakdown.dimension, code)) for code in members]
    rows += [row for row in mine if row not in rows]  # members that are not listed, or were given twice
    if not members:
        rows += [(next(free), TypedPart(breakdown.dimension, "")) for _more in range(FURTHER)]
    lines = tuple(_line(place, part, members, wrong, fields) for place, part in rows)
    name = dimension.name if dimension else breakdown.dimension
    return PartTable(breakdown.dimension, name, breakdown.adds_up, bool(members), lines, len(mine))


def _line(
    place: int, part: TypedPart, members: Mapping[str, str], wrong: Mapping[str, Sequence[str]], fields: Sequence[str]
) -> PartLine:
    figures = tuple(
        PartCell(f"part-{place}-{name}", getattr(part, name), tuple(wrong.get(f"{place}.{name}", ())))
        for name in fields
    )
    told = (*wrong.get(f"{place}.member", ()), *wrong.get(f"{place}.dimension", ()))
    return PartLine(place, part.dimension, part.member, members.get(part.member, ""), told, figures)


def _part(data: Mapping[str, str], place: int) -> TypedPart:
    names = ("dimension", "member", *_FIGURES)
    return replace(TypedPart("", ""), **{name: str(data.get(f"part-{place}-{name}") or "") for name in names})


def _free_places(taken: set[int]) -> Iterator[int]:
    return (place for place in range(10_000) if place not in taken)
