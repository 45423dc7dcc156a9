"""How is the secret address of a calendar opened and closed?"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rumbo.apps.accounts.credentials import fingerprint, new_secret
from rumbo.apps.accounts.models import Person
from rumbo.apps.calendars.models import CalendarAddress

PREFIX = "rumbo_cal_"
_READ_EXACT_TO = timedelta(hours=1)


@transaction.atomic
def open_address(person: Person) -> str:
    """Open a new address for a person; the one before is closed.

    Returns:
        The secret, which is told once and not kept.
    """
    close_address(person)
    secret = new_secret(PREFIX)
    CalendarAddress.objects.create(person=person, secret_sha256=fingerprint(secret), created_at=timezone.now())
    return secret


def close_address(person: Person) -> bool:
    """Close the address of a person at once; whether there was one."""
    closed: int = CalendarAddress.objects.filter(person=person, closed_at=None).update(closed_at=timezone.now())
    return bool(closed)


def reader_of(secret: str) -> Person | None:
    """Whose dates a secret opens; ``None`` where it opens nothing (any more)."""
    if not secret.startswith(PREFIX):
        return None
    now = timezone.now()
    found = CalendarAddress.objects.select_related("person").filter(secret_sha256=fingerprint(secret), closed_at=None)
    address: CalendarAddress | None = found.first()
    if address is None or not address.person.is_active:
        return None
    long_ago = Q(read_at=None) | Q(read_at__lt=now - _READ_EXACT_TO)
    CalendarAddress.objects.filter(long_ago, pk=address.pk).update(read_at=now)
    return address.person
