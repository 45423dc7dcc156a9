"""How a reviewer takes a step: with what was seen on the page, so that nobody moves what somebody else has moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.ledger.chain import recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey, RevisionRecord
from rumbo.apps.ledger.selectors import history, latest_of_year
from rumbo.apps.ledger.services import advance, return_value
from rumbo.apps.ledger.workflow import step_after, step_roles
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import state_name
from rumbo.site.review.doubts import doubts_by_indicator
from rumbo.site.shown import Shown, standing_of


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed: the number of the revision and its state."""

    number: int
    state: State


@dataclass(frozen=True, slots=True)
class Left:
    """A value that a step in bulk left where it was, and why."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a step in bulk did."""

    moved: tuple[str, ...]
    left: tuple[Left, ...]


class MovedMeanwhileError(Exception):
    """Somebody else moved the value since the page was opened; nothing was done.

    Attributes:
        record: the value as it stands now.
    """

    def __init__(self, record: RevisionRecord) -> None:
        super().__init__(record.key)
        self.record = record


def next_state(state: State, roles: frozenset[Role]) -> State | None:
    """The step forward that one of the roles may take in review; publishing belongs to issuing."""
    after = step_after(state)
    if after not in {State.CONSOLIDATED, State.VALIDATED}:
        return None
    return after if step_roles(state, after) & roles else None


def may_return(state: State, roles: frozenset[Role]) -> bool:
    """Whether one of the roles may send a value in this state back."""
    return bool(step_roles(state, State.RETURNED) & roles)


def take_step(key: ObservationKey, seen: Seen, to: State, *, actor: Person, remark: str = "") -> None:
    """Take one value a step further, or return it with a reason, if it still stands as it was seen.

    Raises:
        MovedMeanwhileError: it does not; nothing was done.
        LedgerError: the step is none, the actor's roles do not allow it, or a return has no reason.
    """
    with recording(actor):  # nobody else moves it while it is compared with what was seen
        latest = next(iter(reversed(history(*key))), None)
        if latest is not None and (latest.number, latest.state) != (seen.number, seen.state):
            raise MovedMeanwhileError(latest)
        if to is State.RETURNED:
            return_value(key, actor=actor, reason=remark)
        else:
            advance(key, to, actor=actor, comment=remark)


def advance_clean(
    policy: Policy, year: int, chosen: Sequence[tuple[str, int]], before: State, to: State, *, actor: Person
) -> Bulk:
    """Take the clean ones among some values a step further, in one transaction; what is left is told with the reason.

    Args:
        policy: the policy.
        year: the year.
        chosen: codes and revision numbers, as the page showed them.
        before: the state in which the page showed them.
        to: the next state.
        actor: who takes the step.
    """
    moved, left = [], []
    with recording(actor):
        records = latest_of_year(policy.code, year)
        doubts = doubts_by_indicator(standing_of(Shown(year, counted_from=State.SUBMITTED)).standing)
        for code, number in dict.fromkeys(chosen):
            why = _why_left(records.get(code), number, before, doubtful=bool(doubts.get(code)))
            if not why:
                why = _refusal(ObservationKey(policy.code, code, year), to, actor)
            if why:
                left.append(Left(code, why))
            else:
                moved.append(code)
    return Bulk(tuple(moved), tuple(left))


def _why_left(record: RevisionRecord | None, number: int, before: State, *, doubtful: bool) -> str:
    """Why a value cannot be moved unseen; empty where nothing stands in the way."""
    if record is None:
        return _("No value is recorded.")
    if record.number != number:
        return _("It was replaced by revision {number} meanwhile.").format(number=record.number)
    if record.state is not before:
        by = record.transitions[-1].by if record.transitions else record.recorded_by
        return _("It is “{state}” already, by {name}.").format(state=state_name(record.state), name=by)
    if record.value is None:
        return _("It reports that there is no figure: open it and decide.")
    return _("It has doubts: open it and decide.") if doubtful else ""


def _refusal(key: ObservationKey, to: State, actor: Person) -> str:
    try:
        advance(key, to, actor=actor)
    except LedgerError as refused:
        return " ".join(f"{problem.what} {problem.mend}".strip() for problem in refused.problems)
    return ""
