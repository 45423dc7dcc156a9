"""The one task that workers do: one attempt at one job."""

from uuid import UUID

from django_tasks import task

from rumbo.apps.jobs.carrying import carry_out


@task
def work_on(job: str, attempt: int) -> None:
    """Do a job, unless another attempt took its place meanwhile."""
    carry_out(UUID(job), attempt)
