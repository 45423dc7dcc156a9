"""How alerts are taken up, one or several, assigned, made public, closed and taken up again."""

from collections.abc import Iterable

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.access import concerned, require_leader, require_publisher
from rumbo.apps.following.models import Case, Progress
from rumbo.apps.following.reading import read_cases
from rumbo.apps.following.records import CaseRecord, TakenUp
from rumbo.apps.following.selectors import key_of
from rumbo.apps.following.services.entries import (
    add,
    locked,
    require_end,
    require_ended,
    require_open,
    require_settled,
    required,
)
from rumbo.apps.ledger.services.checking import check_text, entity_problems
from rumbo.core.errors import InputError
from rumbo.core.monitoring.records import Alert
from rumbo.core.policy.models import Policy


def take_up(
    policy: Policy,
    alert: Alert,
    *,
    actor: Person,
    owner: Person | None = None,
    entity: str = "",
    unit: str = "",
    remark: str = "",
) -> CaseRecord:
    """Take up an alert. Taking it up twice is taking it up once.

    Args:
        policy: the policy.
        alert: an alert of its standing.
        actor: who takes it up.
        owner: who answers for it from now on.
        entity: code of the entity concerned; the one that the policy names for the alert's subject when empty.
        unit: its unit, where an entity is given.
        remark: a remark.

    Raises:
        InputError: an unknown entity, or a text that cannot be stored.
        FollowingError: the actor's roles do not allow it.
    """
    check_text(remark, unit)
    if problems := list(entity_problems(policy, entity)):
        raise InputError(*problems)
    require_leader(actor, policy)
    whose = (entity, unit) if entity else concerned(policy, alert.subject)
    with transaction.atomic():
        case, _new = _begun(policy, alert, whose, actor=actor, owner=owner, remark=remark)
        return _present(case)


def take_up_several(
    policy: Policy, alerts: Iterable[Alert], *, actor: Person, owner: Person, remark: str = ""
) -> TakenUp:
    """Take up several alerts in one step: all of them or, where one is refused, none.

    One that was taken up before stays as it is, in the charge of whoever has it: doing it twice is doing it once.

    Args:
        policy: the policy.
        alerts: alerts of its standing.
        actor: who takes them up.
        owner: who answers for each from now on.
        remark: a remark, which each history shows.

    Raises:
        InputError: a text that cannot be stored.
        FollowingError: the actor's roles do not allow it.
    """
    check_text(remark)
    require_leader(actor, policy)
    begun: dict[int, bool] = {}
    with transaction.atomic():
        # In one order whoever asks, so that two people who take up the same ones do not wait for each other for ever.
        for alert in sorted(alerts, key=lambda one: key_of(policy, one)):
            whose = concerned(policy, alert.subject)
            case, new = _begun(policy, alert, whose, actor=actor, owner=owner, remark=remark)
            begun[case.pk] = begun.get(case.pk, False) or new
        records = read_cases(Case.objects.filter(pk__in=begun), None)
    return TakenUp(
        taken=tuple(record for record in records if begun[record.id]),
        before=tuple(record for record in records if not begun[record.id]),
    )


def assign(policy: Policy, case_id: int, owner: Person, *, actor: Person, remark: str = "") -> CaseRecord:
    """Give a case an owner, in the place of another where it has one.

    Raises:
        FollowingError: the actor's roles do not allow it, or the case has ended.
    """
    check_text(remark)
    require_leader(actor, policy)
    with transaction.atomic():
        case = locked(Case, policy, case_id)
        require_open(_present(case))
        add(case, actor, owner=owner, remark=remark.strip())
        return _present(case)


def make_public(policy: Policy, case_id: int, *, actor: Person, public: bool = True, remark: str = "") -> CaseRecord:
    """Make the alert of a case public, or take it back; nothing is added where it is so already.

    Raises:
        FollowingError: the actor is not of the planning office.
    """
    check_text(remark)
    require_publisher(actor, policy)
    with transaction.atomic():
        case = locked(Case, policy, case_id)
        if _present(case).public is not public:
            add(case, actor, public=public, remark=remark.strip())
        return _present(case)


def close(policy: Policy, case_id: int, progress: Progress, *, actor: Person, remark: str) -> CaseRecord:
    """End a case, as done or as closed without action, with the reason.

    Raises:
        InputError: no remark, or a state that is no end.
        FollowingError: the actor's roles do not allow it, the case has ended, or a commitment of it has not.
    """
    said = required(remark, "remark")
    require_end(progress)
    require_leader(actor, policy)
    with transaction.atomic():
        case = locked(Case, policy, case_id)
        standing = _present(case)
        require_open(standing)
        require_settled(standing)
        add(case, actor, progress=progress, remark=said)
        return _present(case)


def reopen(policy: Policy, case_id: int, *, actor: Person, remark: str) -> CaseRecord:
    """Take up again a case that had ended, with the reason.

    Raises:
        InputError: no remark.
        FollowingError: the actor's roles do not allow it, or the case has not ended.
    """
    said = required(remark, "remark")
    require_leader(actor, policy)
    with transaction.atomic():
        case = locked(Case, policy, case_id)
        require_ended(_present(case))
        add(case, actor, progress=Progress.IN_PROGRESS, remark=said)
        return _present(case)


def _begun(
    policy: Policy, alert: Alert, whose: tuple[str, str], *, actor: Person, owner: Person | None, remark: str
) -> tuple[Case, bool]:
    """The case of an alert, and whether it is begun with this."""
    begin = {
        "severity": alert.severity.value,
        "message": alert.message,
        "action": alert.action,
        "concerns": alert.concerns,
        "entity": whose[0],
        "unit": whose[1],
    }
    case, new = Case.objects.get_or_create(**key_of(policy, alert)._asdict(), defaults=begin)
    if new:
        add(case, actor, progress=Progress.OPEN, owner=owner, remark=remark.strip())
    return case, new


def _present(case: Case) -> CaseRecord:
    return read_cases(Case.objects.filter(pk=case.pk), None)[0]
