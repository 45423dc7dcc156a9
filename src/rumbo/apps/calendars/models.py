"""From which address does the calendar program of a person read? Only a hash of it is kept."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from rumbo.apps.accounts.models import Person


class CalendarAddress(models.Model):
    """A secret address that opens one person's dates, and nothing else."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_addresses")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """When a program last read it, to the hour."""
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        """A person has one open address."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_open_calendar_address")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.created_at:%Y-%m-%d}"
