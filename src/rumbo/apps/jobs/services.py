"""How long work is asked for, asked for again, found to be interrupted, and forgotten in the end."""

import difflib
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult
from pydantic import ValidationError

from rumbo.apps.accounts.models import Person
from rumbo.apps.jobs import folders
from rumbo.apps.jobs.kinds import KINDS
from rumbo.apps.jobs.liveness import is_alive
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.selectors import as_found
from rumbo.apps.jobs.tasks import work_on
from rumbo.apps.jobs.words import INTERRUPTED, WAITING, both
from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.language import _, language

#: How long a job that is over is kept, with its files.
KEPT = timedelta(days=30)
NOTHING: Mapping[str, bytes] = {}


def start(kind: str, parameters: Mapping[str, object], actor: Person, received: Mapping[str, bytes] = NOTHING) -> Job:
    """Ask for long work; whoever asks again for what still waits or is being done gets the same job.

    Args:
        kind: one of :data:`~rumbo.apps.jobs.kinds.KINDS`.
        parameters: as the kind takes them.
        actor: who asks; the work is done in this person's name.
        received: files that the work needs, by name.

    Raises:
        InputError: there is no such kind, or its parameters are wrong.
    """
    asked = _asked(kind, parameters)
    number = uuid.uuid4()
    files = folders.receive(number, received)
    wanted = {"kind": kind, "parameters": asked, "received": files, "language": language()}
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=actor.pk)  # of two requests at once one waits for the other
            if unfinished := _unfinished(actor, wanted):
                folders.forget(number)
                return unfinished
            job = Job.objects.create(id=number, asked_by=actor, told=both(WAITING), **wanted)
            work_on.enqueue(str(job.id), job.attempt)
    except BaseException:
        folders.forget(number)
        raise
    return job


def again(job: Job, person: Person) -> Job:
    """Start a job once more that was interrupted, refused or failed; it is done in the name of who asked for it first.

    Raises:
        InputError: the person is neither who asked for it nor one who may see every job, or it is not over, or it is
            done.
    """
    with transaction.atomic():
        locked = Job.objects.select_for_update().get(pk=job.pk)
        if person.pk != locked.asked_by_id:
            raise InputError(Problem(_("Only who asked for a job starts it again."), str(job.pk)))
        if not as_found(locked).can_start_again:
            what = _("The job is under way or done; only one that came to nothing is started again.")
            raise InputError(Problem(what, str(job.pk), _("Ask for a new one.")))
        locked.state, locked.attempt, locked.worker = Job.State.QUEUED, locked.attempt + 1, ""
        locked.percent, locked.told, locked.mistakes = 0, both(WAITING), {}
        locked.started_at = locked.ended_at = None
        locked.save()
        work_on.enqueue(str(locked.pk), locked.attempt)
    return locked


def sweep(worker: str = "") -> None:
    """Mark what dead workers left unfinished as interrupted; what they had not begun waits again.

    Args:
        worker: a worker that does nothing now; what it is said to be doing is left over as well.
    """

    def left(by: str) -> bool:
        return by == worker or not is_alive(by)

    for job in Job.objects.filter(state=Job.State.RUNNING).exclude(worker=""):
        if left(job.worker):
            same = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)
            same.update(state=Job.State.INTERRUPTED, told=both(INTERRUPTED), ended_at=datetime.now(UTC))
    for task in DBTaskResult.objects.running():
        if left(task.worker_ids[-1]):
            _put_back(task)


def forget_old() -> None:
    """Forget jobs that have been over for longer than :data:`KEPT`, with their files."""
    before = datetime.now(UTC) - KEPT
    over = Job.objects.filter(ended_at__lt=before).exclude(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    for number in list(over.values_list("pk", flat=True)):
        folders.forget(number)
        Job.objects.filter(pk=number).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()


def _asked(kind: str, parameters: Mapping[str, object]) -> dict[str, object]:
    if kind not in KINDS:
        raise UnknownCodeError(kind, difflib.get_close_matches(kind, KINDS))
    try:
        settled = KINDS[kind].ask(parameters)
    except ValidationError as wrong:
        what = _("The parameter does not fit: {reason}.")
        problems = [Problem(what.format(reason=e["msg"]), ".".join(map(str, e["loc"]))) for e in wrong.errors()]
        raise InputError(*problems) from wrong
    asked: dict[str, object] = settled.model_dump(mode="json")
    return asked


def _unfinished(actor: Person, wanted: Mapping[str, object]) -> Job | None:
    waiting: QuerySet[Job] = Job.objects.filter(
        asked_by=actor, kind=wanted["kind"], state__in=[Job.State.QUEUED, Job.State.RUNNING]
    )
    for job in waiting:
        if not as_found(job).is_over and all(getattr(job, name) == value for name, value in wanted.items()):
            return job
    return None


def _put_back(task: DBTaskResult[Any, Any]) -> None:
    """Have a task done that was taken and not begun; one that was begun is over."""
    number, attempt = task.args_kwargs["args"]
    if Job.objects.filter(pk=number, attempt=attempt, state=Job.State.QUEUED).exists():
        DBTaskResult.objects.filter(pk=task.pk).update(status="READY")
    else:
        task.set_failed(InterruptedError(INTERRUPTED))
