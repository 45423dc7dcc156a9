"""What is followed, and everything that was said about it. Rows are added, never changed.

A case, a recommendation or a commitment (compromiso de mejora) holds what it was begun with; everything after stands in
its entries, and its present state is their sum (:mod:`rumbo.apps.following.reading`).
"""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.errors import FollowingError
from rumbo.core.language import _


class Progress(StrEnum):
    """How far something followed has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED = "closed"
    """Closed without action, with the reason."""


class Added(models.Model):
    """A row that is added once."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        """Each kind has its own table."""

        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.db_table} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that is already there is never changed."""
        if self.pk is not None:
            raise FollowingError(_("A recorded row is never changed; record a new one."))
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: nothing recorded is taken away."""
        raise FollowingError(_("A recorded row is never deleted; record a new one."))


class Case(Added):
    """An alert that somebody took up, with the words that it had that day.

    The alert is known by policy, year, code of the rule, subject and since when it holds.
    """

    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    alert = models.CharField(max_length=100)
    """Code of the rule that raised it."""
    subject = models.CharField(max_length=100)
    """Code of the indicator, service or policy that it speaks of."""
    since = models.CharField(max_length=20)
    """First year or day for which it holds: ``2026`` or ``2027-03-31``."""
    severity = models.CharField(max_length=20)
    message = models.TextField()
    action = models.TextField()
    concerns = models.TextField(blank=True)
    """Unit and entity that must act, as written."""
    entity = models.CharField(max_length=100, blank=True)
    """Code of the entity concerned."""
    unit = models.TextField(blank=True)
    """Its unit, as printed; empty where none is named."""

    class Meta:
        """An alert is taken up once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "year", "alert", "subject", "since"], name="alert_taken_up_once")
        ]


class Recommendation(Added):
    """A recommendation of an evaluation report (informe de evaluación)."""

    policy = models.CharField(max_length=100)
    report = models.CharField(max_length=200)
    """The evaluation report, as it is cited."""
    number = models.CharField(max_length=20)
    """Number of the recommendation in the report."""
    text = models.TextField()
    entity = models.CharField(max_length=100)
    """Code of the entity that it is addressed to."""
    unit = models.TextField(blank=True)
    due = models.DateField(null=True)

    class Meta:
        """A number is given once in a report."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "report", "number"], name="recommendation_numbered_once")
        ]


class Commitment(Added):
    """What an entity promises to do about a case or a recommendation, as it was promised."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="commitments", null=True)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="commitments", null=True)
    text = models.TextField()
    entity = models.CharField(max_length=100)
    """Code of the entity that promises."""
    unit = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    """Who answers for it, where somebody is named."""
    due = models.DateField()
    """The date first promised."""

    class Meta:
        """A commitment belongs to one case or to one recommendation."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(recommendation__isnull=True),
                name="commitment_has_one_occasion",
            )
        ]


class Entry(Added):
    """One thing that somebody did or said about what is followed. What it leaves empty stays as it was."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries", null=True)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="entries", null=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="entries", null=True)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    """The name as it was shown that day."""
    remark = models.TextField(blank=True)
    progress = models.CharField(max_length=20, choices=[(state.value, state.name) for state in Progress], blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    """Who answers from now on."""
    public = models.BooleanField(null=True)
    """Whether the alert is public from now on."""
    due = models.DateField(null=True)
    """Until when from now on."""
    evidence_name = models.TextField(blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    evidence_size = models.BigIntegerField(null=True)

    class Meta:
        """An entry speaks of one thing; entries are read in the order in which they were added."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False, recommendation__isnull=True, commitment__isnull=True)
                | models.Q(case__isnull=True, recommendation__isnull=False, commitment__isnull=True)
                | models.Q(case__isnull=True, recommendation__isnull=True, commitment__isnull=False),
                name="entry_speaks_of_one_thing",
            )
        ]


class CommitmentReminder(models.Model):
    """A mail that reminded a person of a commitment. Kept apart from what is said about it: it changes nothing."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    """The address that day."""
    day = models.DateField()
    """The day on the installation's clock."""
    due = models.DateField()
    """The date in force that day."""
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Nobody is reminded of a commitment twice on one day, whoever presses the button."""

        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["commitment", "person", "day"], name="commitment_reminded_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.commitment_id} ({self.day})"


#: Every table of what is followed, which are only added to; those that others point to first.
ADDED: tuple[type[Added], ...] = (Case, Recommendation, Commitment, Entry)
