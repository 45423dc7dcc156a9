"""How a revision moves: one step at a time, by whoever has the role, each step logged."""

from dataclasses import dataclass

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import Powers, powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.chain import Chain, recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.latest import Latest, key_of, latest_revision, latest_revisions
from rumbo.apps.ledger.models import Revision, Transition
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services.checking import check_text
from rumbo.apps.ledger.workflow import step_after, step_before, step_roles
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.reporting.labels import state_name


@dataclass(frozen=True, slots=True)
class Advance:
    """What :func:`advance_all` did: values moved, and values left because they stand elsewhere on the way."""

    moved: tuple[ObservationKey, ...]
    left: tuple[ObservationKey, ...]


def advance(target: ObservationKey | Revision, to: State, *, actor: Person, comment: str = "") -> State:
    """Take the latest revision of a value one step further.

    Args:
        target: the value, or its latest revision.
        to: the next state on the way.
        actor: who takes the step.
        comment: a remark for the log.

    Returns:
        The new state.

    Raises:
        LedgerError: nothing is recorded, the step skips one or leads back, the revision was replaced by a newer one,
            or the actor's roles do not allow it.
    """
    if to is State.RETURNED:
        raise LedgerError(Problem(_("A value is returned with a reason."), mend=_("Use the return of values.")))
    return _step(target, to, actor, comment)


def return_value(target: ObservationKey | Revision, *, actor: Person, reason: str) -> State:
    """Send the latest revision of a value back to its reporter, who mends it with a new revision.

    Raises:
        LedgerError: without a reason, or as in :func:`advance`.
    """
    if not reason.strip():
        raise LedgerError(Problem(_("A value is returned with a reason."), mend=_("Say what the reporter must mend.")))
    return _step(target, State.RETURNED, actor, reason.strip())


def advance_all(policy_code: str, year: int, to: State, actor: Person, *, comment: str = "") -> Advance:
    """Take every value of a year that stands one step before a state to that state, in one transaction.

    Raises:
        LedgerError: the state is not on the way, or the actor's roles do not allow a step; nothing is moved then.
    """
    check_text(comment)
    before = step_before(to)
    if before is None:
        raise LedgerError(Problem(_("Values cannot be taken to the state “{state}”.").format(state=state_name(to))))
    moved, left = [], []
    held = powers(actor, policy_code)
    with recording(actor) as chain:
        for key, latest in sorted(latest_revisions(policy_code, [year]).items()):
            if latest.state is before:
                _take(chain, latest, to, held, comment)
                moved.append(key)
            else:
                left.append(key)
    return Advance(tuple(moved), tuple(left))


def _step(target: ObservationKey | Revision, to: State, actor: Person, comment: str) -> State:
    check_text(comment)
    key = key_of(target) if isinstance(target, Revision) else target
    held = powers(actor, key.policy)
    with recording(actor) as chain:
        latest = latest_revision(key)
        if latest is None:
            raise LedgerError(Problem(_("No value is recorded."), _place(key), _("Record a value first.")))
        if isinstance(target, Revision) and target.sequence != latest.revision.sequence:
            raise LedgerError(
                Problem(
                    _("Revision {old} was replaced by revision {new}.").format(
                        old=target.number, new=latest.revision.number
                    ),
                    _place(key),
                    _("Take the step with the newest revision."),
                )
            )
        _take(chain, latest, to, held, comment)
    return to


def _take(chain: Chain, latest: Latest, to: State, held: Powers, comment: str) -> None:
    revision, place = latest.revision, _place(key_of(latest.revision))
    roles = step_roles(latest.state, to)
    if not roles:
        raise LedgerError(
            Problem(
                _("A value in the state “{state}” cannot become “{to}”.").format(
                    state=state_name(latest.state), to=state_name(to)
                ),
                place,
                _mend(latest.state),
            )
        )
    if not held.any_of(roles, revision.entity, revision.unit or ""):
        raise LedgerError(
            Problem(
                _("The step to “{to}” asks for the role {roles}.").format(to=state_name(to), roles=role_names(roles)),
                place,
                _("Ask someone who holds it."),
            )
        )
    chain.add(Transition(revision=revision, from_state=latest.state.value, to_state=to.value, comment=comment))


def _mend(state: State) -> str:
    following = step_after(state)
    if following is None:
        return _("Record a new revision.")
    return _("The next step is “{state}”.").format(state=state_name(following))


def _place(key: ObservationKey) -> str:
    return f"{key.indicator} {key.year}"
