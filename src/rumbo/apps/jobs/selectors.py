"""Which jobs a person may follow, and how each stands."""

from pathlib import Path
from uuid import UUID

from rumbo.apps.accounts.models import Membership, Person, Role
from rumbo.apps.jobs.folders import results_of
from rumbo.apps.jobs.liveness import is_alive
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.words import INTERRUPTED, both

#: Whoever holds one of these roles anywhere follows every job; all others their own.
SEES_ALL = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def job_of(number: UUID | str, person: Person) -> Job | None:
    """A job that a person may follow; ``None`` where there is none, or it is not the person's business."""
    try:
        job = Job.objects.select_related("asked_by").filter(pk=UUID(str(number))).first()
    except ValueError:
        return None
    if job is None or not person.is_active or not (job.asked_by_id == person.pk or _sees_all(person)):
        return None
    return as_found(job)


def jobs_of(person: Person, limit: int = 20) -> tuple[Job, ...]:
    """The jobs that a person may follow, newest first."""
    if not person.is_active:
        return ()
    jobs = Job.objects.select_related("asked_by")
    jobs = jobs if _sees_all(person) else jobs.filter(asked_by=person)
    return tuple(as_found(job) for job in jobs[:limit])


def result_file(job: Job, name: str) -> Path | None:
    """The place of a file that came of a job; ``None`` where no such file came of it, or it was forgotten."""
    if name not in {file["name"] for file in job.files}:
        return None
    place = results_of(job.pk) / name
    return place if place.is_file() else None


def as_found(job: Job) -> Job:
    """The job as it really stands: one whose worker is dead is interrupted, whoever has noted it yet or not."""
    if job.state == Job.State.RUNNING and job.worker and not is_alive(job.worker):
        job.state, job.told = Job.State.INTERRUPTED, both(INTERRUPTED)
    return job


def _sees_all(person: Person) -> bool:
    return person.is_system or Membership.objects.filter(person=person, role__in=SEES_ALL).exists()
