"""How a form enters the ledger: its evidence looked up beside it, everything recorded or nothing.

It needs Django started, so the command imports it where it records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.services import record_values, store_evidence
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.read import Intake
from rumbo.core.language import _
from rumbo.core.observations import Evidence, NewValue, Origin
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Imported:
    """Codes of the indicators recorded, and of those that the ledger already held as they are."""

    recorded: tuple[str, ...]
    unchanged: tuple[str, ...]


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
    """Record the values of a form in one transaction, with the form itself and its evidence.

    It is done once on trial and taken back, so that a refusal leaves no evidence file behind; a dry run ends there.
    """
    beside = evidence_beside(intake, file.parent)
    with transaction.atomic():
        imported = _record_groups(policy, intake, {}, origin, actor)
        transaction.set_rollback(True)
    if dry_run:
        return imported
    stored = {name: store_evidence(path, name) for name, path in beside.items()}
    stored[""] = store_evidence(file, intake.name)
    with transaction.atomic():
        return _record_groups(policy, intake, stored, origin, actor)


def _record_groups(
    policy: Policy, intake: Intake, stored: Mapping[str, Evidence], origin: Origin, actor: Person
) -> Imported:
    """One batch for each set of evidence files, since a batch shares its evidence."""
    batches: dict[tuple[str, ...], list[NewValue]] = {}
    for value in intake.values:
        batches.setdefault(intake.evidence.get(value.indicator, ()), []).append(value)
    done = [
        record_values(
            policy,
            values,
            origin=origin,
            actor=actor,
            source_name=intake.name,
            source_sha256=intake.sha256,
            evidence=[stored[name] for name in ("", *names) if name in stored],
        )
        for names, values in batches.items()
    ]
    return Imported(
        tuple(key.indicator for recording in done for key in recording.recorded),
        tuple(key.indicator for recording in done for key in recording.unchanged),
    )
