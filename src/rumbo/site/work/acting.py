"""What does a person do with the form of a value? Save, attach, take off, hand over, submit, each through the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.records import Conflict, DraftContent, Saved, Submitted
from rumbo.apps.desk.selectors import was_submitted
from rumbo.apps.desk.services import detach, discard_draft, save_draft, send_to_head, submit_draft
from rumbo.core.errors import Problem
from rumbo.core.intake.errors import IntakeError
from rumbo.site.policy_shown import policy
from rumbo.site.work.arriving import attach_all
from rumbo.site.work.asked import Asked
from rumbo.site.work.judging import Judgement, thresholds


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form sent.

    Attributes:
        content: what was typed.
        files: evidence that came with it.
        version: version of the draft that the page showed.
        revision: number of the latest revision that the page showed.
        submission: identity of the submission, made with the page.
        confirmed: mark of the doubts that the person confirmed.
    """

    content: DraftContent
    files: Sequence[UploadedFile[Any]]
    version: int
    revision: int
    submission: UUID
    confirmed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: one of a conflict, problems, doubts to confirm, or the thing done.

    Attributes:
        version: version of the draft as it stands now.
        conflict: both versions, where somebody else was faster; nothing was stored.
        overtaken: both versions, where a value was recorded that the page did not show; the draft was saved.
        problems: what must be mended; what was typed is saved all the same.
        doubts: what must be confirmed before it is submitted.
        submitted: what stands in the ledger now.
        handed: whether the head of the entity has it now.
    """

    version: int
    conflict: Conflict | None = None
    overtaken: Conflict | None = None
    problems: tuple[Problem, ...] = ()
    doubts: Judgement | None = None
    submitted: Submitted | None = None
    handed: bool = False


def save(asked: Asked, sent: Sent, actor: Person) -> Answer:
    """Save what was typed as a draft, and attach the files that came with it."""
    saved = save_draft(
        policy(), asked.key, sent.content, actor=actor, seen_version=sent.version, seen_revision=sent.revision
    )
    if isinstance(saved, Conflict):
        return Answer(sent.version, conflict=saved)
    _attached, problems = attach_all(policy(), asked.key, sent.files, actor)
    overtaken = Conflict(sent.content, saved.draft, saved.overtaken) if saved.overtaken else None
    return Answer(saved.draft.version, problems=tuple(problems), overtaken=overtaken)


def remove(asked: Asked, sent: Sent, actor: Person, sha256: str) -> Answer:
    """Save what was typed, and take a file off the draft."""
    answer = save(asked, sent, actor)
    if answer.conflict is None:
        detach(policy(), asked.key, sha256, actor=actor)
    return answer


def discard(asked: Asked, sent: Sent, actor: Person) -> Answer:
    """Throw the draft away."""
    return Answer(0, conflict=discard_draft(policy(), asked.key, actor=actor, seen_version=sent.version))


def submit(asked: Asked, sent: Sent, actor: Person, seen: Judgement) -> Answer:
    """Save, then submit; doubts that were not confirmed are asked about first.

    A submission that was answered before, and whose answer was lost on the way, is only answered again.

    Args:
        asked: the value.
        sent: what the form sent.
        actor: who submits.
        seen: what the checks say of it.
    """
    ready = Answer(sent.version)
    if not was_submitted(sent.submission, actor):
        ready = _ready(asked, sent, actor, seen)
        if ready.conflict or ready.problems or ready.doubts:
            return ready
    try:
        done = submit_draft(
            policy(),
            asked.key,
            sent.content,
            actor=actor,
            submission_id=sent.submission,
            seen_version=ready.version,
            seen_revision=sent.revision,
            thresholds=thresholds(),
        )
    except IntakeError as wrong:
        return Answer(ready.version, problems=wrong.problems)
    if isinstance(done, Conflict):
        return Answer(ready.version, conflict=done)
    return Answer(0, submitted=done)


def hand_over(asked: Asked, sent: Sent, actor: Person, seen: Judgement) -> Answer:
    """Save, then hand the draft to the head of the entity, who submits it."""
    ready = _ready(asked, sent, actor, seen)
    if ready.conflict or ready.problems or ready.doubts:
        return ready
    handed = send_to_head(policy(), asked.key, actor=actor, seen_version=ready.version, thresholds=thresholds())
    if isinstance(handed, Saved):
        return Answer(handed.draft.version, handed=True)
    return Answer(ready.version, conflict=handed)


def _ready(asked: Asked, sent: Sent, actor: Person, seen: Judgement) -> Answer:
    """The draft saved; with what still stands in the way of submitting it."""
    saved = save(asked, sent, actor)
    problems = (*saved.problems, *seen.problems)
    if conflict := saved.conflict or saved.overtaken:
        return Answer(saved.version, conflict)
    if problems:
        return Answer(saved.version, problems=problems)
    if seen.mark and sent.confirmed != seen.mark:
        return Answer(saved.version, doubts=seen)
    return saved
