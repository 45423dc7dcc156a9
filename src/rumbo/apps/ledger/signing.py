"""What will be issued is signed by two offices first: what each signed, and whether it is still what would be issued.

A signature is over content, not over a moment: signing itself moves the end of the ledger, and the days that a value
is late count on. What is signed are the values that count, what they are judged to be, and since when alerts hold.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_name, role_names
from rumbo.apps.ledger.chain import recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Office, SignOff
from rumbo.apps.ledger.reading.values import observations
from rumbo.apps.ledger.standing import standing_at
from rumbo.apps.ledger.workflow import APPROVED
from rumbo.core.errors import Problem
from rumbo.core.language import Language, _
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Standing
from rumbo.core.observations import Observation
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.build import counted

#: Whose role signs for an office.
SIGNERS: Mapping[Office, Role] = {Office.LEAD: Role.LEAD, Office.PLANNING: Role.PLANNING}
#: What a signature leaves out of a value: publishing moves its state, and its author's name is no figure.
_NOT_SIGNED = frozenset({"state", "recorded_at", "recorded_by"})
_OF_NO_VALUE = frozenset({"no_data_reason", "expected_on"})


@dataclass(frozen=True, slots=True)
class SignOffRecord:
    """What an office signed.

    Attributes:
        sequence: its place in the ledger.
        office: which office.
        method: name of the method.
        language: the language in which it was read.
        content_sha256: hash of what was signed.
        signed_at: when.
        signed_by: by whom.
        holds: whether that is still what would be issued.
        changed: codes of the indicators whose values changed since; empty while it holds, and where something else
            changed: the policy, the method, the alerts.
    """

    sequence: int
    policy: str
    year: int
    office: Office
    method: str
    language: str
    content_sha256: str
    signed_at: datetime
    signed_by: str
    holds: bool
    changed: tuple[str, ...]

    @property
    def why(self) -> str:
        """Why it holds no more, a sentence; empty while it holds."""
        if self.holds:
            return ""
        if self.changed:
            return _("Values changed since it was signed: {codes}.").format(codes=", ".join(self.changed))
        return _("The policy, the method, the due dates or the alerts changed since it was signed.")


def office_name(office: Office) -> str:
    """The name of an office in the language in force."""
    return role_name(SIGNERS[office])


def content_sha256(standing: Standing) -> str:
    """Hash of what a report of this standing says: values, judgements, index, alerts and method, in no language.

    Not in it: the moment, the end of the ledger, the state of a value, and the words and days of an alert.
    """
    judged = {code: asdict(compliance) for code, compliance in standing.judged.items()}
    document = {
        "policy": [standing.policy.code, standing.policy.sha256],
        "year": standing.year,
        "method": [standing.method.name, standing.method.sha256],
        "values": [_signed(observation) for observation in counted(standing)],
        "judged": judged,
        "index": asdict(standing.index),
        "alerts": sorted((alert.code, alert.subject, alert.began) for alert in standing.alerts),
    }
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def sign_off(
    policy: Policy,
    year: int,
    *,
    method: Method,
    office: Office,
    actor: Person,
    language: Language = "es",
    seen_content: str = "",
) -> SignOffRecord:
    """Sign what would be issued now. Signing again what the office already signed writes nothing.

    Args:
        policy: the policy.
        year: the year reported.
        method: how it is judged.
        office: in whose name.
        actor: who signs.
        language: in which it was read.
        seen_content: :func:`content_sha256` of what was shown to the signer, who signs nothing unseen.

    Raises:
        InputError: the policy does not cover the year.
        LedgerError: the actor's roles do not allow it, or what was shown is no longer what would be issued.
    """
    _check_power(policy, office, actor)
    with recording(actor) as chain:
        content = content_sha256(standing_at(policy, year, method=method, counted_from=APPROVED).standing)
        if seen_content not in {"", content}:
            what = _("The values changed since they were shown; nothing was signed.")
            raise LedgerError(Problem(what, f"{policy.code} {year}", _("Look at them again and sign then.")))
        last = SignOff.objects.filter(policy=policy.code, year=year, office=office).order_by("sequence").last()
        if last is None or (last.content_sha256, last.method_sha256) != (content, method.sha256):
            last = chain.add(
                SignOff(
                    policy=policy.code,
                    year=year,
                    office=office.value,
                    method=method.name,
                    method_sha256=method.sha256,
                    language=language,
                    content_sha256=content,
                )
            )
    return _record(last, content, ())


def sign_offs(policy: Policy, year: int, *, method: Method) -> tuple[SignOffRecord, ...]:
    """Every sign-off of a year, oldest first, and whether what was signed is still what would be issued.

    Raises:
        InputError: the policy does not cover the year.
    """
    standing = standing_at(policy, year, method=method, counted_from=APPROVED).standing
    return _sign_offs(standing)


def unsigned(standing: Standing) -> tuple[Office, ...]:
    """The offices whose signature under this very standing is missing."""
    holding = {record.office for record in _sign_offs(standing) if record.holds}
    return tuple(office for office in Office if office not in holding)


def check_signed(standing: Standing) -> None:
    """Refuse to issue what was not signed by both offices.

    Raises:
        LedgerError: every office whose signature is missing or no longer holds.
    """
    records = _sign_offs(standing)
    where = f"{standing.policy.code} {standing.year}"
    problems = []
    for office in unsigned(standing):
        last = next((record for record in reversed(records) if record.office is office), None)
        what = _("What would be issued was not signed by this office: {office}.").format(office=office_name(office))
        mend = _("Ask it to sign first.")
        problems.append(Problem(f"{what} {last.why}" if last else what, where, mend))
    if problems:
        raise LedgerError(*problems)


def _sign_offs(standing: Standing) -> tuple[SignOffRecord, ...]:
    content, policy, year = content_sha256(standing), standing.policy, standing.year
    rows = SignOff.objects.filter(policy=policy.code, year=year).order_by("sequence")
    now = _by_value(standing)
    return tuple(_record(row, content, () if row.content_sha256 == content else _changed(row, now)) for row in rows)


def _changed(row: SignOff, now: Mapping[tuple[str, int], object]) -> tuple[str, ...]:
    """Codes of the indicators whose values are not those that were signed, in alphabetical order."""
    seen = observations(row.policy, as_of=row.recorded_at, counted_from=APPROVED)
    then = {key: _signed(value) for key, value in seen.items() if value.year <= row.year}
    return tuple(
        sorted({code for code, year in then.keys() | now.keys() if then.get((code, year)) != now.get((code, year))})
    )


def _by_value(standing: Standing) -> dict[tuple[str, int], object]:
    return {(value.indicator, value.year): _signed(value) for value in counted(standing)}


def _signed(observation: Observation) -> dict[str, object]:
    """What is signed of a value. Why there is none enters only where there is none: older signatures hold on."""
    left_out = _NOT_SIGNED if observation.value is None else _NOT_SIGNED | _OF_NO_VALUE
    return {name: content for name, content in asdict(observation).items() if name not in left_out}


def _record(row: SignOff, content: str, changed: tuple[str, ...]) -> SignOffRecord:
    return SignOffRecord(
        sequence=row.sequence,
        policy=row.policy,
        year=row.year,
        office=Office(row.office),
        method=row.method,
        language=row.language,
        content_sha256=row.content_sha256,
        signed_at=row.recorded_at,
        signed_by=row.recorded_by_name,
        holds=row.content_sha256 == content,
        changed=changed,
    )


def _check_power(policy: Policy, office: Office, actor: Person) -> None:
    roles = frozenset({SIGNERS[office]})
    if not powers(actor, policy.code).any_of(roles, ""):
        raise LedgerError(
            Problem(
                _("Signing for this office asks for the role {roles}.").format(roles=role_names(roles)),
                policy.code,
                _("Ask someone who holds it."),
            )
        )
