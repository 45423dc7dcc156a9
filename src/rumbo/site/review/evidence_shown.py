"""How is a file of evidence shown to a reviewer: as a picture, as the first lines of a text, or only to save?"""

from collections.abc import Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from rumbo.apps.ledger.evidence import evidence_problem, place_of
from rumbo.core.observations import Evidence
from rumbo.site.work.file_types import type_of

#: Of a text, so much is read and so many lines are shown.
_READ, _LINES = 16_384, 30


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of evidence.

    Attributes:
        file: name, hash and size.
        picture: whether it is a picture, shown on the page.
        document: whether a browser opens it by itself, a PDF.
        text: the first lines of a text; empty for another file.
        problem: what is wrong with the stored file; empty where nothing is.
    """

    file: Evidence
    picture: bool
    document: bool
    text: str
    problem: str


def shown_files(evidence: Sequence[Evidence]) -> tuple[ShownFile, ...]:
    """How each file is shown; one that is missing or of another size is told. The hash is compared on saving it."""
    return tuple(_shown(file) for file in evidence)


def _shown(file: Evidence) -> ShownFile:
    kind = type_of(file.name)
    if _changed(file) and (problem := evidence_problem(file.sha256, file.name)):
        return ShownFile(file, picture=False, document=False, text="", problem=problem.what)
    return ShownFile(
        file,
        picture=kind.content_type.startswith("image/"),
        document=kind.content_type == "application/pdf",
        text=_beginning(file) if kind.content_type.startswith("text/") else "",
        problem="",
    )


def _changed(file: Evidence) -> bool:
    """Whether the stored file is missing or of another size, told without reading it."""
    place = place_of(file.sha256)
    return not place.is_file() or place.stat().st_size != file.size


def _beginning(file: Evidence) -> str:
    with place_of(file.sha256).open("rb") as stream:
        read = stream.read(_READ)
    best = from_bytes(read).best()
    lines = (str(best) if best else read.decode("utf-8", "replace")).splitlines()
    return "\n".join(lines[:_LINES]) + ("\n…" if len(lines) > _LINES or file.size > _READ else "")
