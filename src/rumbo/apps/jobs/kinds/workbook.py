"""Reading a workbook of values that was sent with its evidence, and recording what it reports."""

from collections.abc import Mapping
from pathlib import Path

from rumbo.apps.jobs.kinds.contract import Kind, Outcome, Parameters, Work
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.services.forms import record_form
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.read import Intake, read_values
from rumbo.core.language import LANGUAGES, Language, _, ngettext, said_in
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Origin
from rumbo.core.policy.loader import find


class WorkbookAsked(Parameters):
    """What the workbook reports on; ``form`` is the name of the file received that is the workbook."""

    policy: str
    year: int
    form: str
    dry_run: bool = False
    method: str = "ceplan-2024"


def _read(work: Work[WorkbookAsked]) -> Outcome:
    asked, policy = work.asked, find(work.asked.policy)
    if asked.form not in work.received:
        raise InputError(Problem(_("The workbook did not arrive."), asked.form, _("Choose it and send it again.")))
    work.tell(5, _("The workbook is being read."))
    limits = load_method(asked.method).alerts
    intake = read_values(
        work.received[asked.form],
        policy,
        asked.year,
        name=asked.form,
        observations=selectors.observations(policy.code),
        thresholds=Thresholds(limits.jump_factor, limits.over_compliance_pct),
    )
    evidence = _evidence_of(intake, work.received)
    work.tell(50, _("The values are being recorded."))
    imported = record_form(
        policy,
        intake,
        work.received[asked.form],
        evidence=evidence,
        origin=Origin.REPORTED,
        actor=work.actor,
        dry_run=asked.dry_run,
    )
    count = len(imported.recorded)
    if asked.dry_run:
        told = ngettext("{count} value would be recorded.", "{count} values would be recorded.", count)
    else:
        told = ngettext("{count} value was recorded.", "{count} values were recorded.", count)
    data = {
        "recorded": list(imported.recorded),
        "unchanged": list(imported.unchanged),
        "warnings": {chosen: [_document(each, chosen) for each in intake.warnings] for chosen in LANGUAGES},
    }
    return Outcome(told.format(count=count), data=data)


def _evidence_of(intake: Intake, received: Mapping[str, Path]) -> dict[str, Path]:
    """The evidence files that the form names, each of which must have come with it."""
    problems = []
    for code, names in intake.evidence.items():
        for name in names:
            if name not in received:
                what = _("The evidence file “{name}” did not come with the workbook.").format(name=name)
                problems.append(Problem(what, f"{intake.name}, {code}", _("Send it along, or correct its name.")))
    if problems:
        raise InputError(*problems)
    return {name: received[name] for names in intake.evidence.values() for name in names}


def _document(problem: Problem, chosen: Language) -> dict[str, str]:
    return {name: said_in(getattr(problem, name), chosen) for name in ("what", "where", "mend")}


WORKBOOK = Kind(WorkbookAsked, _read)
