"""What the desk keeps: drafts, their files, submissions already answered, and who has a value open.

Unlike the ledger, a draft changes until it is submitted; then it is gone, and what was submitted stands in the ledger.
"""

import uuid
from typing import ClassVar

from django.db import models

from rumbo.apps.accounts.models import Person


class Draft(models.Model):
    """What was typed for a value so far; figures are kept as typed, right or wrong."""

    policy = models.CharField(max_length=100)
    indicator = models.CharField(max_length=100)
    year = models.IntegerField()
    value = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    """Typed parts: dimension, member, value, numerator, denominator, all texts."""
    no_data = models.BooleanField(default=False)
    """Whether the person chose that there is no figure for the year."""
    no_data_reason = models.TextField(blank=True, default="")
    expected_on = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    """Counts the savings; 0 while only files were attached. Whoever saves says which version was seen."""
    base_revision = models.PositiveIntegerField(default=0)
    """Number of the ledger's latest revision when the draft was begun; 0 where there was none."""
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    """When it was handed to the head of the entity; null while it is being written."""
    remark = models.TextField(blank=True)
    """Why the head handed it back."""

    class Meta:
        """One draft a value: people of one entity work on the same one."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "indicator", "year"], name="one_draft_per_value")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} ({self.version})"


class DraftEvidence(models.Model):
    """A stored file that will support the value once it is submitted."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        """A file is attached once; files are shown in the order in which they came."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "sha256"], name="file_drafted_once")
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """A submission that was recorded, so that the same one sent again is answered and not recorded again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Made with the form."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=100)
    indicator = models.CharField(max_length=100)
    year = models.IntegerField()
    revision_sequence = models.BigIntegerField()
    """Place in the ledger of the revision that holds what was submitted."""
    revision_number = models.PositiveIntegerField()
    recorded = models.BooleanField()
    """False where the ledger already held exactly this."""
    submitted_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.id}"


class Opening(models.Model):
    """A person has the form of a value open."""

    policy = models.CharField(max_length=100)
    indicator = models.CharField(max_length=100)
    year = models.IntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        """A person has a value open once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "indicator", "year", "person"], name="opened_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.indicator} {self.year}"
