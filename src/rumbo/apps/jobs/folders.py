"""Where do the files of a job lie? In a folder of its own in the workspace: what came with it, and what came of it."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from rumbo.apps.jobs.models import Job
from rumbo.core.whole_files import place_whole
from rumbo.core.workspace import workspace


def folder_of_jobs() -> Path:
    """The folder of all jobs; what lies in it can be made again, so a backup leaves it behind."""
    return workspace().home / "jobs"


def results_of(job: UUID) -> Path:
    """The folder of the files that came of a job."""
    return folder_of_jobs() / str(job) / "results"


def receive(job: UUID, files: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Keep the files that came with a request, each under its hash; hand back what the job's record says of them."""
    folder = _received_of(job)
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    told: list[dict[str, object]] = []
    for name, content in files.items():
        sha256 = hashlib.sha256(content).hexdigest()
        place_whole(folder / sha256, content, mode=0o600)
        told.append({"name": Path(name).name, "sha256": sha256, "size": len(content)})
    return told


def received(job: Job) -> dict[str, Path]:
    """The files that came with a job, by name."""
    return {file["name"]: _received_of(job.id) / file["sha256"] for file in job.received}


def forget(job: UUID) -> None:
    """Delete everything that lies there for a job."""
    shutil.rmtree(folder_of_jobs() / str(job), ignore_errors=True)


def _received_of(job: UUID) -> Path:
    return folder_of_jobs() / str(job) / "received"
