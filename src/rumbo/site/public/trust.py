"""Can one trust it? On what the figures of a page rest, in a few facts that anyone can check."""

from dataclasses import dataclass
from datetime import date

from rumbo.apps.ledger import selectors
from rumbo.core.reporting.model import Report
from rumbo.site.policy_shown import policy


@dataclass(frozen=True, slots=True)
class Trust:
    """On what the figures rest.

    Attributes:
        values: published values of the policy, of every year up to the one shown.
        entities: how many entities they come from.
        with_evidence: indicators of the year whose value has a file that proves it, or was computed.
        of_year: indicators of the year with a value.
        to_confirm: choices of the method that do not rest on the guide's own text yet.
        choices: how many choices there are.
        example: code of an indicator of the year with a value, to explain; empty where there is none.
    """

    values: int
    entities: int
    with_evidence: int
    of_year: int
    to_confirm: int
    choices: int
    example: str


def trust_in(report: Report) -> Trust:
    """The facts for one report."""
    known = [row for row in report.indicators if row.obtained is not None]
    computed = {i.code for i in policy().indicators if i.computed}
    choices = report.method.choices
    return Trust(
        values=sum(row.value is not None for row in report.data),
        entities=len({row.entity for row in report.data if row.entity}),
        with_evidence=sum(1 for row in known if row.evidence or row.code in computed),
        of_year=len(known),
        to_confirm=sum(1 for choice in choices if not choice.confirmed),
        choices=len(choices),
        example=known[0].code if known else "",
    )


@dataclass(frozen=True, slots=True)
class NextReport:
    """What is reported next: the year, and until when the entities report it."""

    year: int
    due: date


def next_report(published_years: frozenset[int]) -> NextReport | None:
    """The first campaign whose year has no published report; ``None`` where none was opened."""
    first = policy().baseline_year + 1
    last = max(published_years, default=first)
    for year in range(first, last + 2):
        found = selectors.campaign(policy().code, year) if year not in published_years else None
        if found:
            return NextReport(year, max(found.due_dates.values(), default=found.due))
    return None
