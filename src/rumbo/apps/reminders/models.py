"""What is kept of a reminder: whom it went to, when, and which values it asked for."""

from typing import ClassVar

from django.db import models

from rumbo.apps.accounts.models import Person


class Reminder(models.Model):
    """A mail that asked a person for the missing values of a year."""

    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    """The year whose values were missing."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    email = models.EmailField()
    """The address that day."""
    day = models.DateField()
    """The day on the installation's clock."""
    entities = models.JSONField(default=list)
    """Codes of the entities that the person reports for."""
    missing = models.JSONField(default=list)
    """Codes of the indicators that were missing."""
    due = models.DateField(null=True)
    """The first due date among them."""
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Nobody is reminded of a year twice on one day, whoever presses the button."""

        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "year", "person", "day"], name="reminded_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.year} ({self.day})"
