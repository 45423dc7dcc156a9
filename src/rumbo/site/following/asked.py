"""Which matter, at which moment, does an address of the room speak of? Whoever it does not concern finds nothing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from django.http import Http404, HttpRequest

from rumbo.apps.following import selectors
from rumbo.apps.following.reach import Matter, Reach
from rumbo.apps.following.records import CaseRecord, CommitmentRecord, RecommendationRecord
from rumbo.core.observations import State
from rumbo.core.reporting.labels import local
from rumbo.site.persons import person_of, powers_of
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown, shown
from rumbo.site.work.asked import working_year

AnyMatter = TypeVar("AnyMatter", CaseRecord, RecommendationRecord)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a page looks at what is followed.

    Attributes:
        as_of: a moment of the past, asked for by an auditor; ``None`` for now.
        day: its day on the installation's clock.
        view: what the pages say of it; ``None`` for now.
    """

    as_of: datetime | None
    day: date
    view: Shown | None


def moment_of(request: HttpRequest) -> Moment:
    """The moment that the address asks for.

    Raises:
        InputError: the moment cannot be read.
    """
    asked = shown(request).as_of
    view = Shown(working_year(request), asked, State.SUBMITTED) if asked else None
    return Moment(asked, local(asked or datetime.now(UTC)).date(), view)


def reach_of(request: HttpRequest) -> Reach:
    """How far the person who asks sees."""
    return Reach(person_of(request).pk, powers_of(request.user))


def case_asked(request: HttpRequest, number: int) -> CaseRecord:
    """A case, for whom it concerns.

    Raises:
        Http404: there is none, it was not taken up by then, or it concerns others.
    """
    return _concerning(request, selectors.case(policy(), number, moment_of(request).as_of))


def recommendation_asked(request: HttpRequest, number: int) -> RecommendationRecord:
    """A recommendation, for whom it concerns.

    Raises:
        Http404: there is none, it was not written down by then, or it concerns others.
    """
    return _concerning(request, selectors.recommendation(policy(), number, moment_of(request).as_of))


def commitment_asked(request: HttpRequest, number: int) -> tuple[CommitmentRecord, Matter]:
    """A commitment and what it answers, for whom it concerns.

    Raises:
        Http404: there is none, it was not promised by then, or it concerns others.
    """
    as_of = moment_of(request).as_of
    promised = selectors.commitment(policy(), number, as_of)
    if promised is None:
        raise Http404(str(number))
    answered = (
        selectors.case(policy(), promised.case_id, as_of)
        if promised.case_id is not None
        else selectors.recommendation(policy(), promised.recommendation_id or 0, as_of)
    )
    if answered is None or not reach_of(request).commitment(promised, answered):
        raise Http404(str(number))
    return promised, answered


def _concerning(request: HttpRequest, record: AnyMatter | None) -> AnyMatter:
    if record is None or not reach_of(request).matter(record):
        raise Http404
    return record
