"""How values are recorded: a batch at once, all or nothing; what the ledger already holds is left as it is."""

from collections.abc import Mapping, Sequence

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import Powers, powers
from rumbo.apps.accounts.units import reporting_unit
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.canonical import canonical_json, decimal_text
from rumbo.apps.ledger.chain import Chain, recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.evidence import check_kept
from rumbo.apps.ledger.latest import Latest, latest_revisions
from rumbo.apps.ledger.models import EvidenceFile, Revision, Transition
from rumbo.apps.ledger.parts import stored_parts
from rumbo.apps.ledger.records import ObservationKey, Recording
from rumbo.apps.ledger.services.checking import check_text, check_values
from rumbo.apps.ledger.workflow import RECORDERS, step_roles
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.observations import Evidence, NewValue, Origin, State
from rumbo.core.policy.models import Policy

#: States from which a value comes back only as a new revision.
_AGAIN = frozenset({State.RETURNED, State.DRAFT})
NO_LINEAGE: Mapping[tuple[str, int], object] = {}


def record_values(
    policy: Policy,
    values: Sequence[NewValue],
    *,
    origin: Origin,
    actor: Person,
    entity: str = "",
    source_name: str = "",
    source_sha256: str = "",
    evidence: Sequence[Evidence] = (),
    submit: bool = True,
    resubmit: bool = False,
    lineage: Mapping[tuple[str, int], object] = NO_LINEAGE,
) -> Recording:
    """Record a batch of values in one transaction: all of them or none.

    A value equal to the latest revision of its indicator and year (figures, parts, comment and origin) is left as it
    is, so that recording a file twice changes nothing; evidence that this revision does not have yet is attached to it.
    Any other value becomes a new revision, which starts its own way; an approved one keeps counting in approved views.

    Args:
        policy: the policy whose indicators the values speak of.
        values: values, or why there is none, already checked against their sheets; ratios computed.
        origin: reported, computed or simulated.
        actor: who records.
        entity: code of the reporting entity; the one that the policy names for each indicator when empty.
        source_name: name of the file the values come from.
        source_sha256: SHA-256 of that file.
        evidence: stored files (:func:`store_evidence`) that support every value of the batch.
        submit: submit the values at once; they stay drafts otherwise.
        resubmit: what was returned, or left as a draft, becomes a new revision even where it did not change.
        lineage: for computed values, how each was computed, by indicator and year.

    Raises:
        InputError: values that cannot be recorded; see :func:`check_values`.
        LedgerError: no role of the actor reaches the entity and unit of a value, or an evidence file is not stored.
    """
    check_values(policy, values, entity)
    _check_files(source_name, source_sha256, evidence)
    reporters = {value.indicator: _reporter(policy, value.indicator, entity) for value in values}
    _check_powers(powers(actor, policy.code), origin, sorted(set(reporters.values())), submit=submit)
    recorded, unchanged = [], []
    with recording(actor) as chain:
        known = latest_revisions(policy.code, (value.year for value in values))
        attached = _attached(known) if evidence else set()
        for value in values:
            key = ObservationKey(policy.code, value.indicator, value.year)
            held = known.get(key)
            revision = _revision(key, value, held, origin, reporters[value.indicator])
            if held and _same(held.revision, revision) and not (resubmit and held.state in _AGAIN):
                unchanged.append(key)
                _attach(chain, held.revision, evidence, attached)
                continue
            revision.lineage = lineage.get((value.indicator, value.year))
            revision.source_name, revision.source_sha256 = source_name, source_sha256
            _attach(chain, chain.add(revision), evidence, attached)
            if submit:
                chain.add(Transition(revision=revision, from_state=State.DRAFT, to_state=State.SUBMITTED))
            recorded.append(key)
    return Recording(tuple(recorded), tuple(unchanged))


def _check_files(source_name: str, source_sha256: str, evidence: Sequence[Evidence]) -> None:
    check_text(source_name, source_sha256, *(file.name for file in evidence))
    check_kept(evidence)


def _reporter(policy: Policy, indicator: str, entity: str) -> tuple[str, str]:
    """Entity and unit that report an indicator; no unit where another entity was named."""
    own = policy.reporting_entity(indicator) or ""
    return (own, reporting_unit(policy, indicator)) if entity in {"", own} else (entity, "")


def _check_powers(held: Powers, origin: Origin, reporters: Sequence[tuple[str, str]], *, submit: bool) -> None:
    needed = RECORDERS[origin] & step_roles(State.DRAFT, State.SUBMITTED) if submit else RECORDERS[origin]
    problems = [
        Problem(
            _("Recording this value asks for the role {roles}.").format(roles=role_names(needed)),
            _place(entity, unit, held),
            _("Ask an administrator for the role."),
        )
        for entity, unit in reporters
        if not held.any_of(needed, entity, unit)
    ]
    if problems:
        raise LedgerError(*problems)


def _place(entity: str, unit: str, held: Powers) -> str:
    """The entity, and the unit too for somebody whose role is held in a unit."""
    return f"{entity}, {unit}" if unit and any(code == entity for _role, code, _unit in held.in_units) else entity


def _revision(
    key: ObservationKey, value: NewValue, known: Latest | None, origin: Origin, reporter: tuple[str, str]
) -> Revision:
    reason = value.reason or (_("values import") if known else "")
    entity, unit = reporter
    return Revision(
        policy=key.policy,
        indicator=key.indicator,
        year=key.year,
        number=known.revision.number + 1 if known else 1,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        origin=origin.value,
        entity=entity,
        unit=unit or None,
        comment=value.comment,
        reason=reason,
        parts=stored_parts(value.parts),
        no_data_reason=value.no_data_reason.strip() or None,
        expected_on=value.expected_on,
    )


def _same(one: Revision, other: Revision) -> bool:
    return _substance(one) == _substance(other)


def _substance(revision: Revision) -> tuple[str | None, ...]:
    figures = (revision.value, revision.numerator, revision.denominator)
    texts = tuple(None if figure is None else decimal_text(figure) for figure in figures)
    why = (revision.no_data_reason, revision.expected_on.isoformat() if revision.expected_on else None)
    return (*texts, *why, revision.comment, revision.origin, canonical_json(revision.parts))


def _attached(known: Mapping[ObservationKey, Latest]) -> set[tuple[int, str]]:
    revisions = [latest.revision.sequence for latest in known.values()]
    if not revisions:
        return set()
    files = EvidenceFile.objects.filter(revision_id__gte=min(revisions), revision_id__lte=max(revisions))
    return set(files.values_list("revision_id", "sha256"))


def _attach(chain: Chain, revision: Revision, evidence: Sequence[Evidence], attached: set[tuple[int, str]]) -> None:
    for file in evidence:
        if (revision.sequence, file.sha256) not in attached:
            attached.add((revision.sequence, file.sha256))
            chain.add(EvidenceFile(revision=revision, name=file.name, sha256=file.sha256, size=file.size))
