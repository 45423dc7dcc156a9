"""How a form enters the ledger: the values, the form itself and its evidence, everything recorded or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.services.evidence import store_evidence
from rumbo.apps.ledger.services.record import record_values
from rumbo.core.intake.read import Intake
from rumbo.core.observations import Evidence, NewValue, Origin
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Imported:
    """Codes of the indicators recorded, and of those that the ledger already held as they are."""

    recorded: tuple[str, ...]
    unchanged: tuple[str, ...]


def record_form(
    policy: Policy,
    intake: Intake,
    form: Path,
    *,
    evidence: Mapping[str, Path],
    origin: Origin,
    actor: Person,
    dry_run: bool = False,
) -> Imported:
    """Record the values of a form in one transaction, with the form itself and its evidence.

    It is done once on trial and taken back, so that a refusal leaves no evidence file behind; a dry run ends there.

    Args:
        policy: the policy that the form reports on.
        intake: what was read from the form.
        form: the form's file, kept as evidence of every value.
        evidence: the files that the form names, by the names it gives them.
        origin: reported, or simulated.
        actor: who records.
        dry_run: say what would happen and store nothing.

    Raises:
        InputError: values that cannot be recorded.
        LedgerError: the actor has no role to record a value.
    """
    with transaction.atomic():
        imported = _record_groups(policy, intake, {}, origin, actor)
        transaction.set_rollback(True)
    if dry_run:
        return imported
    stored = {name: store_evidence(path, name) for name, path in evidence.items()}
    stored[""] = store_evidence(form, intake.name)
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
