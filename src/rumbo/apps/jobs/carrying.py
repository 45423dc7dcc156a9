"""How a job is done: taken once, told about on the way, and ended in one of the ways a job can end."""

import contextlib
import logging
import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import QuerySet

from rumbo.apps.jobs.folders import received, results_of
from rumbo.apps.jobs.kinds import KINDS
from rumbo.apps.jobs.kinds.contract import Outcome, Work
from rumbo.apps.jobs.liveness import this_worker
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.words import FAILED, REFUSED, both, mistakes, versions
from rumbo.apps.ledger.evidence import file_sha256
from rumbo.core.errors import RumboError
from rumbo.core.language import in_both_languages, speaking

log = logging.getLogger(__name__)


def carry_out(number: UUID, attempt: int) -> None:
    """Do a job, unless it was taken already or another attempt took its place."""
    taken = Job.objects.filter(pk=number, attempt=attempt, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, worker=this_worker(), started_at=datetime.now(UTC)
    )
    if not taken:
        return
    job = Job.objects.select_related("asked_by").get(pk=number)
    with speaking("en" if job.language == "en" else "es"), in_both_languages():
        try:
            outcome = _work(job)
        except RumboError as refused:
            _end(job, Job.State.REFUSED, told=both(REFUSED), mistakes=mistakes(refused))
        except Exception:
            log.exception("job %s (%s) failed", job.pk, job.kind)
            _end(job, Job.State.FAILED, told=both(FAILED))
        else:
            files = [_told_of(results_of(number) / name) for name in outcome.files]
            _end(job, Job.State.DONE, told=versions(outcome.sentence), percent=100, files=files, data=outcome.data)


def progress(job: Job, percent: int, sentence: str) -> None:
    """Say how far a job is. It is news, not a record: where the database is busy, it is left out.

    Args:
        job: the job as it was taken.
        percent: from 0 to 100.
        sentence: what is being done now.
    """
    told = {"percent": max(0, min(100, percent)), "told": versions(sentence)}
    if connection.in_atomic_block:
        return
    with contextlib.suppress(OperationalError):
        _mine(job).update(**told)


def _work(job: Job) -> Outcome:
    kind = KINDS[job.kind]
    results = results_of(job.pk)
    shutil.rmtree(results, ignore_errors=True)
    results.mkdir(parents=True)
    asked = kind.parameters.model_validate(job.parameters)
    return kind.work(
        Work(asked, job.asked_by, results, received(job), lambda percent, sentence: progress(job, percent, sentence))
    )


def _end(job: Job, state: Job.State, **more: object) -> None:
    _mine(job).update(state=state, ended_at=datetime.now(UTC), **more)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)


def _told_of(file: Path) -> dict[str, object]:
    return {"name": file.name, "sha256": file_sha256(file), "size": file.stat().st_size}
