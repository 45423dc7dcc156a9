"""Who has a value open now, so that the second person is told of the first."""

from datetime import UTC, datetime, timedelta

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.models import Opening
from rumbo.apps.desk.records import Visitor
from rumbo.apps.ledger.records import ObservationKey

#: Whoever has not been seen for so long is taken to have left.
STAY = timedelta(minutes=10)
_FORGOTTEN = timedelta(days=1)


def opened(key: ObservationKey, person: Person) -> None:
    """Note that a person has a value open; the page says so when it opens and every few minutes."""
    now = datetime.now(UTC)
    Opening.objects.update_or_create(**key._asdict(), person=person, defaults={"seen_at": now})
    Opening.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()


def left(key: ObservationKey, person: Person) -> None:
    """Note that a person has left a value; doing it twice changes nothing."""
    Opening.objects.filter(**key._asdict(), person=person).delete()


def others(key: ObservationKey, person: Person) -> tuple[Visitor, ...]:
    """Everybody else who had the value open within the last ten minutes, the latest first."""
    since = datetime.now(UTC) - STAY
    found = Opening.objects.filter(**key._asdict(), seen_at__gte=since).exclude(person=person)
    rows = found.order_by("-seen_at").values_list("person_id", "person__name", "seen_at")
    return tuple(Visitor(*row) for row in rows)
