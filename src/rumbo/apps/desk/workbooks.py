"""A whole workbook at once: what is wrong in which cell, what would be recorded, and recording all of it or nothing.

It takes the road of ``rumbo values import``: the same reading, the same recording.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.desk.access import submitters
from rumbo.apps.ledger.selectors import observations
from rumbo.apps.ledger.services.forms import Imported, record_form
from rumbo.core.errors import BadFileError, Problem, RumboError
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.figures import Convention
from rumbo.core.intake.read import Intake, read_values
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that was sent, and for whom.

    Attributes:
        file: where its bytes lie.
        name: its name, as messages call it.
        year: the year that it reports.
        entity: code of the entity that may report with it; any that the sender's roles reach when empty.
        evidence: the files that came with it, by name.
        decimal: the decimal sign, where the sender stated it.
        thresholds: when a doubt is raised.
    """

    file: Path
    name: str
    year: int
    entity: str = ""
    evidence: Mapping[str, Path] = field(default_factory=dict)
    decimal: Convention | None = None
    thresholds: Thresholds | None = None


@dataclass(frozen=True, slots=True)
class WorkbookCheck:
    """What a workbook holds.

    Attributes:
        name: its name.
        sha256: hash of its bytes.
        entity: code of the entity that the form was made for; empty where it says none.
        values: what it reports; empty where anything is wrong.
        problems: what is wrong, each with its cell; nothing is recorded then.
        problem_count: how many problems there are, where only the first are listed.
        warnings: what is accepted and worth a second look, each with its cell.
        recorded: codes of the values that are new, or would be.
        unchanged: codes of the values that the ledger already holds.
    """

    name: str
    sha256: str
    entity: str = ""
    values: tuple[NewValue, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
    warnings: tuple[Problem, ...] = ()
    recorded: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check_workbook(policy: Policy, workbook: Workbook, *, actor: Person) -> WorkbookCheck:
    """Read and check a workbook and say what would be recorded; nothing is stored.

    Whatever is wrong with the file, or keeps the actor from recording it, is told as problems, not raised.
    """
    return _taken(policy, workbook, actor, dry_run=True)


def record_workbook(policy: Policy, workbook: Workbook, *, actor: Person) -> WorkbookCheck:
    """Record all values of a workbook, with the workbook and its evidence, or none of them.

    Recording it twice records it once. Where anything is wrong, nothing is stored and the problems are told.
    """
    return _taken(policy, workbook, actor, dry_run=False)


def _taken(policy: Policy, workbook: Workbook, actor: Person, *, dry_run: bool) -> WorkbookCheck:
    found = WorkbookCheck(workbook.name, hashlib.sha256(workbook.file.read_bytes()).hexdigest())
    try:
        intake = _read(policy, workbook)
        found = replace(found, entity=intake.entity, warnings=intake.warnings)
        if problems := (*_foreign(policy, workbook, intake, actor), *_missing(workbook, intake)):
            return replace(found, problems=problems, problem_count=len(problems))
        done = _record(policy, workbook, intake, actor, dry_run=dry_run)
    except BadFileError as refused:
        return replace(found, problems=refused.problems, problem_count=refused.count)
    except RumboError as refused:
        return replace(found, problems=refused.problems, problem_count=len(refused.problems))
    return replace(found, values=intake.values, recorded=done.recorded, unchanged=done.unchanged)


def _read(policy: Policy, workbook: Workbook) -> Intake:
    return read_values(
        workbook.file,
        policy,
        workbook.year,
        name=workbook.name,
        decimal=workbook.decimal,
        observations=observations(policy.code),
        thresholds=workbook.thresholds,
    )


def _record(policy: Policy, workbook: Workbook, intake: Intake, actor: Person, *, dry_run: bool) -> Imported:
    named = {name for names in intake.evidence.values() for name in names}
    evidence = {name: path for name, path in workbook.evidence.items() if name in named}
    return record_form(
        policy, intake, workbook.file, evidence=evidence, origin=Origin.REPORTED, actor=actor, dry_run=dry_run
    )


def _foreign(policy: Policy, workbook: Workbook, intake: Intake, actor: Person) -> Iterator[Problem]:
    """Values that are not for this entity, or not for this person, to report."""
    held, roles = powers(actor, policy.code), submitters()
    for value in intake.values:
        place, reporter = f"{workbook.name}, {value.indicator}", policy.reporting_entity(value.indicator) or ""
        if workbook.entity not in {"", reporter}:
            what = _("{code} is reported by {entity}, not by {other}.")
            told = what.format(code=value.indicator, entity=reporter, other=workbook.entity)
            yield Problem(told, place, _("Leave its row blank."))
        elif not held.may_report(roles, policy, value.indicator):
            what = _("Your role does not reach {code}, which another entity or unit reports.")
            yield Problem(what.format(code=value.indicator), place, _("Leave its row blank."))


def _missing(workbook: Workbook, intake: Intake) -> Iterator[Problem]:
    """Evidence that the form names and that did not come with it."""
    for code, names in intake.evidence.items():
        for name in names:
            if name not in workbook.evidence:
                what = _("The evidence file “{name}” did not come with the workbook.").format(name=name)
                yield Problem(what, f"{workbook.name}, {code}", _("Send it along, or correct its name."))
