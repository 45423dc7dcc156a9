"""Whom a row speaks of, and which figures it states."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.intake.amounts import Absent, Amount, amount
from rumbo.core.intake.cells import Cell, CellKind, Row
from rumbo.core.intake.columns import FIGURES, INPUTS, Column, folded, ratio_formula, same_formula
from rumbo.core.intake.errors import LISTED
from rumbo.core.intake.figures import Writing
from rumbo.core.intake.limits import (
    Terms,
    check_agreement,
    check_fraction,
    check_percent,
    check_terms,
    check_value,
    quotient,
)
from rumbo.core.language import _
from rumbo.core.observations import Part
from rumbo.core.policy.models import Indicator, Policy

_DASHES = re.compile("[‐‑‒–—−]")


@dataclass(slots=True)
class Findings:
    """What is wrong and what is worth a look, gathered over a whole file."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def by_code(policy: Policy) -> dict[str, Indicator]:
    """The indicators of a policy by their codes in capitals, as rows are looked up."""
    return {indicator.code.upper(): indicator for indicator in policy.indicators}


def indicator_of(row: Row, policy: Policy, codes: Mapping[str, Indicator], findings: Findings) -> Indicator | None:
    """The indicator that a row names; a problem where it names none although something was written in it."""
    cell = row.cell(Column.CODE)
    if cell.blank:
        if row.filled(*INPUTS):
            what = _("The row has values and no code of an indicator.")
            findings.problems.append(Problem(what, cell.place, _("Write the code, as in S1.1.1-Q1.")))
        return None
    code = _DASHES.sub("-", re.sub(r"\s+", "", cell.text)).upper()
    if code in codes and cell.kind is CellKind.TEXT:
        return codes[code]
    listed = len(findings.problems) < LISTED
    near = [codes[found].code for found in difflib.get_close_matches(code, codes, n=3)] if listed else []
    findings.problems.append(
        Problem(
            _("“{found}” is no indicator of {policy}.").format(found=cell.brief, policy=policy.code),
            cell.place,
            _("Did you mean {codes}?").format(codes=", ".join(near)) if near else _("Correct the code."),
        )
    )
    return None


def check_year_and_policy(row: Row, policy: Policy, year: int, findings: Findings) -> None:
    """The row's own year and policy, where the file has such columns, against those of the import."""
    of_year, of_policy = row.cell(Column.YEAR), row.cell(Column.POLICY)
    if not of_year.blank and _as_year(of_year) != year:
        what = _("The row speaks of {found}; values of {year} were expected.")
        mend = _("Import each year on its own, or correct the year.")
        findings.problems.append(Problem(what.format(found=of_year.text, year=year), of_year.place, mend))
    if not of_policy.blank and of_policy.text.casefold() != policy.code:
        what = _("The row speaks of the policy “{found}”; “{policy}” was expected.")
        mend = _("Choose that policy, or use the form of this one.")
        found = what.format(found=of_policy.text, policy=policy.code)
        findings.problems.append(Problem(found, of_policy.place, mend))


def _as_year(cell: Cell) -> int | None:
    found = re.fullmatch(r"(\d{4})(\.0+)?", cell.text.strip())
    return int(found[1]) if found else None


def figures(
    row: Row, indicator: Indicator, writing: Writing, known: list[Decimal], findings: Findings, *, part: bool = False
) -> Part | None:
    """The figures of one row, checked against the indicator's sheet; ``None`` where it reports nothing or is wrong.

    Args:
        row: the row.
        indicator: the indicator that it names.
        writing: how the file writes its numbers.
        known: figures that tell how large the value may be.
        findings: where problems and warnings go.
        part: whether the row is a part of a breakdown.

    Returns:
        Value, numerator and denominator as a part without a name.
    """
    before = len(findings.problems)
    stated = {column: _stated(row, column, indicator, writing, findings) for column in FIGURES}
    if len(findings.problems) > before:
        return None
    if all(not isinstance(found, Amount) for found in stated.values()):
        _note_no_data(row, indicator, stated, findings, part=part)
        return None
    ratio = indicator.measure.reported_as == "ratio"
    read = (_ratio if ratio else _single)(row, indicator, stated, known, findings)
    return read if len(findings.problems) == before else None


def states_figure(row: Row, indicator: Indicator, writing: Writing, findings: Findings) -> bool:
    """Whether a row states any figure; what is no number where a figure belongs is a problem as in :func:`figures`."""
    stated = [_stated(row, column, indicator, writing, findings) for column in FIGURES]
    return any(isinstance(found, Amount) for found in stated)


def _stated(row: Row, column: Column, indicator: Indicator, writing: Writing, findings: Findings) -> Amount | Absent:
    cell = row.cell(column)
    if column is Column.VALUE and _is_own_formula(row, indicator):
        return Absent.BLANK
    found = amount(cell, writing, findings.problems)
    if isinstance(found, Amount):
        wrong = check_percent(indicator, found, cell, is_value=column is Column.VALUE)
        findings.problems += [wrong] if wrong else []
    return found


def _is_own_formula(row: Row, indicator: Indicator) -> bool:
    """Whether the value cell of a ratio holds the form's own formula, which only displays."""
    cell = row.cell(Column.VALUE)
    if cell.kind is not CellKind.FORMULA or indicator.measure.reported_as != "ratio":
        return False
    terms = (row.cell(Column.NUMERATOR).address, row.cell(Column.DENOMINATOR).address)
    return same_formula(cell.text, ratio_formula(indicator.measure.scale, *terms))


def _note_no_data(
    row: Row, indicator: Indicator, stated: dict[Column, Amount | Absent], findings: Findings, *, part: bool
) -> None:
    if Absent.NO_DATA in stated.values():
        what = _("{code} is marked as without data; it is taken as not reported, never as a zero.")
    elif not part and row.filled(Column.COMMENT, Column.EVIDENCE, Column.REASON):
        what = _("{code} has a comment or evidence and no value; it is taken as not reported and nothing is kept.")
    else:
        return
    findings.warnings.append(Problem(what.format(code=indicator.code), row.place))


def _ratio(
    row: Row, indicator: Indicator, stated: dict[Column, Amount | Absent], _known: list[Decimal], findings: Findings
) -> Part | None:
    numerator, denominator, typed = (stated[column] for column in FIGURES)
    upper, lower, value = (row.cell(column) for column in FIGURES)
    if not isinstance(numerator, Amount) and not isinstance(denominator, Amount):
        findings.problems.append(
            Problem(
                _("{code} has a typed value ({found}); its numerator and denominator were expected.").format(
                    code=indicator.code, found=value.text
                ),
                value.place,
                _("Write the two terms; the value is computed from them."),
            )
        )
        return None
    if not isinstance(numerator, Amount) or not isinstance(denominator, Amount):
        missing = upper if isinstance(denominator, Amount) else lower
        name = _("numerator") if missing is upper else _("denominator")
        what = _("{code} has only one of its two terms: the {term} is missing.").format(code=indicator.code, term=name)
        mend = _("Write both, or leave both blank if there is no data.")
        findings.problems.append(Problem(what, missing.place, mend))
        return None
    terms = Terms(numerator.value, denominator.value, upper, lower)
    wrong = check_terms(indicator, terms)
    if not wrong and isinstance(typed, Amount):
        disagreement = check_agreement(indicator, typed, value, terms)
        wrong = [disagreement] if disagreement else []
    findings.problems += wrong
    if wrong:
        return None
    computed = quotient(indicator.measure, terms.numerator, terms.denominator)
    return Part("", "", computed, terms.numerator, terms.denominator)


def _single(
    row: Row, indicator: Indicator, stated: dict[Column, Amount | Absent], known: list[Decimal], findings: Findings
) -> Part | None:
    for column in (Column.NUMERATOR, Column.DENOMINATOR):
        if isinstance(stated[column], Amount):
            what = _("{code} is reported as one value; a term was typed ({found}).")
            found = what.format(code=indicator.code, found=row.cell(column).text)
            mend = _("Write the value in its column and leave the terms blank.")
            findings.problems.append(Problem(found, row.cell(column).place, mend))
    value, cell = stated[Column.VALUE], row.cell(Column.VALUE)
    if not isinstance(value, Amount):
        return None
    wrong = check_value(indicator, value.value, cell)
    fraction = None if wrong else check_fraction(indicator, value, cell, known)
    findings.problems += [fraction] if fraction else wrong
    return Part("", "", value.value)


def nearest(found: str, names: list[str]) -> list[str]:
    """The names nearest to one that is unknown, for a message."""
    by_fold = {folded(name): name for name in names}
    return [by_fold[near] for near in difflib.get_close_matches(folded(found), by_fold, n=3, cutoff=0.5)]
