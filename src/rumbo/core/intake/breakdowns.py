"""The parts of a value: known dimension and member, each once, and adding to the whole where they must."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Cell, CellKind, Row
from rumbo.core.intake.columns import Column, folded
from rumbo.core.intake.limits import shown
from rumbo.core.intake.rows import Findings, nearest
from rumbo.core.language import _
from rumbo.core.observations import Part
from rumbo.core.policy.models import Breakdown, Dimension, Indicator, Policy


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part with the row where it was written."""

    part: Part
    row: Row


def named_part(row: Row, indicator: Indicator, policy: Policy, findings: Findings) -> tuple[str, str] | None:
    """Codes of the dimension and of the member that a row names; ``None``, and a problem, where they are unknown."""
    breakdown = _breakdown(row.cell(Column.DIMENSION), indicator, policy, findings)
    if breakdown is None:
        return None
    member = _member(row.cell(Column.MEMBER), dimension_of(breakdown, policy), findings)
    return (breakdown.dimension, member) if member else None


def dimension_of(breakdown: Breakdown, policy: Policy) -> Dimension | None:
    """The dimension that a breakdown refers to."""
    return next((found for found in policy.dimensions if found.code == breakdown.dimension), None)


def _breakdown(cell: Cell, indicator: Indicator, policy: Policy, findings: Findings) -> Breakdown | None:
    by_name: dict[str, Breakdown] = {}
    for breakdown in indicator.breakdowns:
        dimension = dimension_of(breakdown, policy)
        names = (breakdown.dimension, dimension.name) if dimension else (breakdown.dimension,)
        by_name |= {folded(name): breakdown for name in names}
    if found := by_name.get(folded(cell.text)):
        return found
    declared = ", ".join(breakdown.dimension for breakdown in indicator.breakdowns)
    findings.problems.append(
        Problem(
            _("{code} is not broken down by “{found}”.").format(code=indicator.code, found=cell.brief),
            cell.place,
            _("Its dimensions are: {declared}.").format(declared=declared)
            if declared
            else _("The policy declares no breakdown for it; delete the row."),
        )
    )
    return None


def _member(cell: Cell, dimension: Dimension | None, findings: Findings) -> str | None:
    if cell.kind is not CellKind.TEXT:
        what = _("The row names no member of its dimension.")
        findings.problems.append(Problem(what, cell.place, _("Write which part the figure speaks of.")))
        return None
    if dimension is None or not dimension.members:
        return cell.text
    by_name = {folded(name): code for code, name in dimension.members.items()}
    by_name |= {folded(code): code for code in dimension.members}
    if found := by_name.get(folded(cell.text)):
        return found
    near = nearest(cell.text, [*dimension.members, *dimension.members.values()])
    findings.problems.append(
        Problem(
            _("“{found}” is no member of the dimension “{dimension}”.").format(
                found=cell.brief, dimension=dimension.name
            ),
            cell.place,
            _("Did you mean {codes}?").format(codes=", ".join(near)) if near else _("Choose one of its list."),
        )
    )
    return None


def check_sums(
    indicator: Indicator, whole: Part | None, placed: Sequence[PlacedPart], policy: Policy, findings: Findings
) -> None:
    """The parts of one indicator against its whole, dimension by dimension."""
    for breakdown in indicator.breakdowns:
        mine = [found for found in placed if found.part.dimension == breakdown.dimension]
        if mine and breakdown.adds_up and whole:
            _check_sum(indicator, whole, mine, dimension_of(breakdown, policy), findings)


def _check_sum(
    indicator: Indicator, whole: Part, mine: list[PlacedPart], dimension: Dimension | None, findings: Findings
) -> None:
    ratio = indicator.measure.reported_as == "ratio"
    columns = (Column.NUMERATOR, Column.DENOMINATOR) if ratio else (Column.VALUE,)
    for column in columns:
        expected = _figure(whole, column)
        figures = [_figure(found.part, column) for found in mine]
        total = sum(figures, Decimal(0))
        if abs(total - expected) > _rounding([expected, *figures]):
            what = _("The parts of {code} by {dimension} add to {total} and the whole is {whole}: {difference} apart.")
            findings.problems.append(
                Problem(
                    what.format(
                        code=indicator.code,
                        dimension=dimension.name if dimension else mine[0].part.dimension,
                        total=shown(total),
                        whole=shown(expected),
                        difference=shown(abs(total - expected)),
                    ),
                    mine[0].row.cell(column).place,
                    _("Correct the parts or the whole; write 0 in a part that had none."),
                )
            )


def _figure(part: Part, column: Column) -> Decimal:
    found = {Column.NUMERATOR: part.numerator, Column.DENOMINATOR: part.denominator}.get(column, part.value)
    return Decimal(0) if found is None else found


def _rounding(figures: list[Decimal]) -> Decimal:
    """How far rounded parts may stray from a rounded whole: half a unit of the last place each; nothing for counts."""
    places = max(max(0, -int(figure.normalize().as_tuple().exponent)) for figure in figures)
    return Decimal(5).scaleb(-places - 1) * len(figures) if places else Decimal(0)
