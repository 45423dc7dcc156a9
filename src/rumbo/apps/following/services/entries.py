"""What every step has in common: the matter is locked, asked how it stands, and an entry is added."""

from datetime import UTC, date, datetime
from typing import TypedDict, TypeVar, Unpack

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.errors import FollowingError
from rumbo.apps.following.models import Case, Commitment, Entry, Progress, Recommendation
from rumbo.apps.following.records import ENDED, CaseRecord, CommitmentRecord, RecommendationRecord
from rumbo.apps.ledger.services.checking import check_text
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy

Matter = Case | Recommendation | Commitment
Record = CaseRecord | RecommendationRecord | CommitmentRecord
AnyMatter = TypeVar("AnyMatter", Case, Recommendation, Commitment)
LONGEST_TEXT = 20_000


class Said(TypedDict, total=False):
    """What an entry may say."""

    remark: str
    progress: Progress
    owner: Person | None
    public: bool
    due: date | None
    evidence_name: str
    evidence_sha256: str
    evidence_size: int


def locked(kind: type[AnyMatter], policy: Policy, key: int) -> AnyMatter:
    """The row of what is followed, locked until the transaction ends.

    Raises:
        FollowingError: the policy has none with that key.
    """
    found = kind.objects.select_for_update().filter(pk=key).first()
    if found is None or policy_of(found) != policy.code:
        raise FollowingError(Problem(_("What was asked for is not followed here."), policy.code))
    row: AnyMatter = found
    return row


def policy_of(row: Matter) -> str:
    """Code of the policy that something followed belongs to."""
    if isinstance(row, Commitment):
        occasion = row.case or row.recommendation
        return occasion.policy if occasion else ""
    return row.policy


def add(row: Matter, actor: Person, **said: Unpack[Said]) -> Entry:
    """Add an entry."""
    name = {Case: "case", Recommendation: "recommendation", Commitment: "commitment"}[type(row)]
    entry = Entry(**{name: row}, at=datetime.now(UTC), by=actor, by_name=actor.name, **said)
    entry.save()
    return entry


def required(text: str, where: str) -> str:
    """A text that must be there and can be stored, without the spaces around it.

    Raises:
        InputError: it is empty, too long, or holds a sign that cannot be stored.
    """
    check_text(text)
    if not text.strip():
        raise InputError(Problem(_("A text was expected."), where, _("Write it in a sentence.")))
    if len(text) > LONGEST_TEXT:
        what = _("The text has {length} characters; at most {limit} are kept.")
        mend = _("Shorten it, or send it as an evidence file.")
        raise InputError(Problem(what.format(length=len(text), limit=LONGEST_TEXT), where, mend))
    return text.strip()


def require_open(record: Record) -> None:
    """Refuse to add to what has ended.

    Raises:
        FollowingError: it has ended.
    """
    if record.progress in ENDED:
        raise FollowingError(Problem(_("It has ended already."), str(record.id), _("Take it up again first.")))


def require_ended(record: Record) -> None:
    """Refuse to take up again what has not ended.

    Raises:
        FollowingError: it is still open.
    """
    if record.progress not in ENDED:
        raise FollowingError(Problem(_("It has not ended, so it cannot be taken up again."), str(record.id)))


def require_settled(record: CaseRecord | RecommendationRecord) -> None:
    """Refuse to close what still has open commitments.

    Raises:
        FollowingError: a commitment of it has not ended.
    """
    left = [promised for promised in record.commitments if promised.progress not in ENDED]
    if left:
        what = _("It has commitments that have not ended: {count}.").format(count=len(left))
        raise FollowingError(Problem(what, str(record.id), _("Settle them first.")))


def require_end(progress: Progress) -> None:
    """Refuse a state that is no end.

    Raises:
        InputError: the state is neither done nor closed.
    """
    if progress not in ENDED:
        raise InputError(Problem(_("It ends as done or as closed without action."), "progress"))
