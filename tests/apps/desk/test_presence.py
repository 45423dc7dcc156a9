"""The second person at a value is told of the first."""

from datetime import UTC, datetime, timedelta

from tests.apps.invented import Cast

from rumbo.apps.desk.models import Opening
from rumbo.apps.desk.presence import STAY, left, opened, others
from rumbo.apps.ledger.records import ObservationKey


def test_everybody_else_at_the_value_is_told(people: Cast, key: ObservationKey) -> None:
    opened(key, people.reporter)
    opened(key, people.reporter)
    opened(key, people.lead)
    opened(key._replace(year=2025), people.planning)
    assert [visitor.name for visitor in others(key, people.auditor)] == ["Luis", "Ana"]
    [ana] = others(key, people.lead)
    assert (ana.person_id, ana.name) == (people.reporter.pk, "Ana")
    left(key, people.reporter)
    left(key, people.reporter)
    assert others(key, people.lead) == ()


def test_who_was_not_seen_for_ten_minutes_has_left(people: Cast, key: ObservationKey) -> None:
    opened(key, people.reporter)
    Opening.objects.update(seen_at=datetime.now(UTC) - STAY - timedelta(seconds=1))
    assert others(key, people.lead) == ()
    opened(key, people.reporter)
    assert len(others(key, people.lead)) == 1


def test_what_is_long_past_is_forgotten(people: Cast, key: ObservationKey) -> None:
    opened(key, people.reporter)
    Opening.objects.update(seen_at=datetime.now(UTC) - timedelta(days=2))
    opened(key, people.lead)
    assert [opening.person_id for opening in Opening.objects.all()] == [people.lead.pk]
