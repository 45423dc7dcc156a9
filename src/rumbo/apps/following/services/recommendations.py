"""How a recommendation of an evaluation is written down, assigned and closed."""

from datetime import date

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.access import require_leader
from rumbo.apps.following.models import Progress, Recommendation
from rumbo.apps.following.reading import read_recommendations
from rumbo.apps.following.records import RecommendationRecord
from rumbo.apps.following.services.entries import (
    add,
    locked,
    require_end,
    require_ended,
    require_open,
    require_settled,
    required,
)
from rumbo.apps.ledger.services.checking import check_days, check_text, entity_problems
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy


def recommend(
    policy: Policy,
    *,
    report: str,
    number: str,
    text: str,
    entity: str,
    actor: Person,
    unit: str = "",
    due: date | None = None,
) -> RecommendationRecord:
    """Write down a recommendation of an evaluation report (informe de evaluación).

    Args:
        policy: the policy that was evaluated.
        report: the report, as it is cited.
        number: number of the recommendation in it.
        text: what is recommended.
        entity: code of the entity that it is addressed to.
        actor: who writes it down.
        unit: unit of that entity, where one is named.
        due: until when, where a date is set.

    Raises:
        InputError: an unknown entity, a missing text, a year out of range, or a number that the report has already.
        FollowingError: the actor's roles do not allow it.
    """
    check_text(unit)
    check_days(due)
    given = {"report": required(report, "report"), "number": required(number, "number")}
    said = required(text, "text")
    problems = list(entity_problems(policy, required(entity, "entity")))
    problems += [_longer(name, most) for name, most in (("report", 200), ("number", 20)) if len(given[name]) > most]
    if problems:
        raise InputError(*problems)
    require_leader(actor, policy)
    begin = {"text": said, "entity": entity, "unit": unit, "due": due}
    with transaction.atomic():
        row, new = Recommendation.objects.get_or_create(policy=policy.code, **given, defaults=begin)
        if not new:
            what = _("The report already has a recommendation {number}.").format(number=number)
            raise InputError(Problem(what, "number", _("Give it its own number.")))
        add(row, actor, progress=Progress.OPEN)
        return _present(row)


def assign_recommendation(
    policy: Policy, recommendation_id: int, owner: Person, *, actor: Person, remark: str = ""
) -> RecommendationRecord:
    """Give a recommendation an owner, in the place of another where it has one.

    Raises:
        FollowingError: the actor's roles do not allow it, or it has ended.
    """
    check_text(remark)
    require_leader(actor, policy)
    with transaction.atomic():
        row = locked(Recommendation, policy, recommendation_id)
        require_open(_present(row))
        add(row, actor, owner=owner, remark=remark.strip())
        return _present(row)


def close_recommendation(
    policy: Policy, recommendation_id: int, progress: Progress, *, actor: Person, remark: str
) -> RecommendationRecord:
    """End a recommendation, as done or as closed without action, with the reason.

    Raises:
        InputError: no remark, or a state that is no end.
        FollowingError: the actor's roles do not allow it, it has ended, or a commitment of it has not.
    """
    said = required(remark, "remark")
    require_end(progress)
    require_leader(actor, policy)
    with transaction.atomic():
        row = locked(Recommendation, policy, recommendation_id)
        standing = _present(row)
        require_open(standing)
        require_settled(standing)
        add(row, actor, progress=progress, remark=said)
        return _present(row)


def reopen_recommendation(
    policy: Policy, recommendation_id: int, *, actor: Person, remark: str
) -> RecommendationRecord:
    """Take up again a recommendation that had ended, with the reason.

    Raises:
        InputError: no remark.
        FollowingError: the actor's roles do not allow it, or it has not ended.
    """
    said = required(remark, "remark")
    require_leader(actor, policy)
    with transaction.atomic():
        row = locked(Recommendation, policy, recommendation_id)
        require_ended(_present(row))
        add(row, actor, progress=Progress.IN_PROGRESS, remark=said)
        return _present(row)


def _longer(name: str, most: int) -> Problem:
    return Problem(_("The text is too long; at most {limit} characters are kept.").format(limit=most), name)


def _present(row: Recommendation) -> RecommendationRecord:
    return read_recommendations(Recommendation.objects.filter(pk=row.pk), None)[0]
