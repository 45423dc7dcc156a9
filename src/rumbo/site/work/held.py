"""Files that were sent and wait to be looked at: kept for their sender alone, a day at most, under a name of ours."""

import json
import shutil
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.core.workspace import workspace

_KEPT = timedelta(days=1)
_ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class Held:
    """A form and its evidence, as they were sent.

    Attributes:
        token: its name on the site.
        folder: where the files lie.
        form: name of the workbook, as sent.
        year: the year that it reports.
        entity: code of the entity that it was sent for; empty for any.
        evidence: names of the other files, as sent.
        job: identity of the background job that reads it; empty where none does.
    """

    token: uuid.UUID
    folder: Path
    form: str
    year: int
    entity: str
    evidence: tuple[str, ...]
    job: str = ""

    @property
    def form_file(self) -> Path:
        """Where the workbook lies."""
        return self.folder / "0"

    @property
    def files(self) -> dict[str, Path]:
        """Where each file of evidence lies, by the name with which it was sent."""
        return {name: self.folder / str(place) for place, name in enumerate(self.evidence, 1)}


def hold(person: Person, form: tuple[str, bytes], evidence: Mapping[str, bytes], *, year: int, entity: str) -> Held:
    """Keep what a person sent until it is recorded; whatever is older than a day goes."""
    room = _room(person)
    room.mkdir(parents=True, exist_ok=True)
    _tidy(room)
    token = uuid.uuid4()
    arriving = Path(tempfile.mkdtemp(dir=room, prefix=".arriving-"))
    for place, content in enumerate((form[1], *evidence.values())):
        (arriving / str(place)).write_bytes(content)
    about = {"form": form[0], "year": year, "entity": entity, "evidence": [*evidence], "job": ""}
    (arriving / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    arriving.rename(room / str(token))  # whole or not at all; what a power cut leaves goes with the next tidying
    return Held(token, room / str(token), form[0], year, entity, tuple(evidence))


def held_by(person: Person, token: uuid.UUID) -> Held | None:
    """What a person sent; ``None`` where it is gone, or somebody else sent it."""
    folder = _room(person) / str(token)
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    evidence = tuple(about.pop("evidence"))
    return Held(token=token, folder=folder, evidence=evidence, **about)


def note_job(held: Held, job: str) -> None:
    """Note which background job reads it."""
    about = json.loads((held.folder / _ABOUT).read_text(encoding="utf-8"))
    (held.folder / _ABOUT).write_text(json.dumps({**about, "job": job}), encoding="utf-8")


def let_go(held: Held) -> None:
    """Forget what was sent, once it is recorded."""
    shutil.rmtree(held.folder, ignore_errors=True)


def _room(person: Person) -> Path:
    return workspace().home / "arriving" / str(person.pk)


def _tidy(room: Path) -> None:
    oldest = time.time() - _KEPT.total_seconds()
    for folder in room.iterdir():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
