"""What is kept of long work: who asked for what, how far it is, and what came of it.

Jobs are no part of the ledger: they may be forgotten, and a backup leaves them behind.
"""

import uuid
from typing import ClassVar

from django.db import models

from rumbo.apps.accounts.models import Person
from rumbo.core.errors import Problem
from rumbo.core.language import Language


class Job(models.Model):
    """One piece of long work that somebody asked for."""

    class State(models.TextChoices):
        """Where the work stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"
        """What was asked cannot be done as it is; the problems say what to mend. Nothing was stored."""
        FAILED = "failed"
        """It ended in a way that nobody foresaw; the log of the worker tells more under the job's number."""
        INTERRUPTED = "interrupted"
        """The worker ended in the midst of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)
    parameters = models.JSONField()
    received = models.JSONField(default=list)
    """Files that came with the request: ``[{"name", "sha256", "size"}]``."""
    language = models.CharField(max_length=5)
    """The language in which it was asked; figures inside sentences are written as this language writes them."""
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=1)
    """Counts from 1; only the latest attempt may work on it."""
    worker = models.CharField(max_length=64, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    told = models.JSONField(default=dict)
    """What is being done, later what came of it: language to sentence."""
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    files = models.JSONField(default=list)
    """Files that came of it: ``[{"name", "sha256", "size"}]``."""
    data = models.JSONField(default=dict)
    """What came of it besides; each kind says what."""
    mistakes = models.JSONField(default=dict)
    """Why it was refused: language to ``[{"what", "where", "mend"}]``."""

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_over(self) -> bool:
        """Whether no worker will do anything about it by itself."""
        return self.state not in {Job.State.QUEUED, Job.State.RUNNING}

    @property
    def can_start_again(self) -> bool:
        """Whether it is over and came to nothing."""
        return self.is_over and self.state != Job.State.DONE

    def sentence(self, language: Language) -> str:
        """What is being done, or what came of it."""
        return str(self.told.get(language, ""))

    def problems(self, language: Language) -> tuple[Problem, ...]:
        """Why it was refused; nothing in any other state."""
        return tuple(Problem(**problem) for problem in self.mistakes.get(language, ()))
