"""Where the evidence of a form lies when it comes from the shell: beside the form.

It needs Django started, so the command imports it where it records.
"""

from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.services.forms import Imported, record_form
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.read import Intake
from rumbo.core.language import _
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy

__all__ = ["Imported", "evidence_beside", "record"]


def evidence_beside(intake: Intake, folder: Path) -> dict[str, Path]:
    """The evidence files that a form names, each found beside it.

    Raises:
        InputError: every file that is missing, with the indicator that names it.
    """
    found, problems = {}, []
    for code, names in intake.evidence.items():
        for name in names:
            found[name] = folder / name
            if not found[name].is_file():
                what = _("The evidence file “{name}” is not in the folder of the form.").format(name=name)
                mend = _("Put it there, or correct its name.")
                problems.append(Problem(what, f"{intake.name}, {code}", mend))
    if problems:
        raise InputError(*problems)
    return found


def record(policy: Policy, intake: Intake, file: Path, *, origin: Origin, actor: Person, dry_run: bool) -> Imported:
    """Record a form with the evidence that lies beside it; see :func:`record_form`."""
    evidence = evidence_beside(intake, file.parent)
    return record_form(policy, intake, file, evidence=evidence, origin=origin, actor=actor, dry_run=dry_run)
