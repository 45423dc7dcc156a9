"""Which files may be evidence, and is a file what its name says?

Only what an office produces: documents, tables, images. Nothing that a browser runs. The beginning of the bytes must
agree with the ending of the name, so that a page dressed as a picture is refused at the door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

#: How much of a file is looked at.
BEGINNING = 4096
#: Longest name that is kept.
LONGEST_NAME = 150
#: Served when nothing else is known of a file: a browser saves it and looks no further.
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file.

    Attributes:
        content_type: as browsers are told.
        agrees: whether the beginning of a file is that of this kind.
        shown: whether a browser may show it by itself without running anything.
    """

    content_type: str
    agrees: Callable[[bytes], bool]
    shown: bool = False


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda beginning: beginning.startswith(signs)


def _is_text(beginning: bytes) -> bool:
    """Whether it is text and no page: no zero bytes (but UTF-16's), no tag of a web page at its head."""
    head = beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")):
        return False
    return b"\0" not in beginning or beginning.startswith((b"\xff\xfe", b"\xfe\xff"))


_ZIPPED = _begins(b"PK\x03\x04")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

#: By the ending of the name.
TYPES: dict[str, FileType] = {
    ".pdf": FileType("application/pdf", _begins(b"%PDF-"), shown=True),
    ".png": FileType("image/png", _begins(b"\x89PNG\r\n\x1a\n"), shown=True),
    ".jpg": FileType("image/jpeg", _begins(b"\xff\xd8\xff"), shown=True),
    ".jpeg": FileType("image/jpeg", _begins(b"\xff\xd8\xff"), shown=True),
    ".xlsx": FileType(f"{_OFFICE}spreadsheetml.sheet", _ZIPPED),
    ".docx": FileType(f"{_OFFICE}wordprocessingml.document", _ZIPPED),
    ".ods": FileType(f"{_OPEN}spreadsheet", _ZIPPED),
    ".odt": FileType(f"{_OPEN}text", _ZIPPED),
    ".csv": FileType("text/csv", _is_text),
    ".txt": FileType("text/plain", _is_text),
}
#: For the field that chooses files.
ACCEPTED = ",".join(TYPES)


def plain_name(name: str) -> str:
    """The name of a file without folders and signs that mean something to a machine; shortened before its ending."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*/\\').strip(". ")
    path = PurePath(kept or _("file"))
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


def check_type(name: str, beginning: bytes) -> None:
    """Refuse a file that is no evidence, or not what its name says.

    Raises:
        InputError: the ending is not among the accepted ones, or the bytes do not agree with it.
    """
    ending = PurePath(name).suffix.lower()
    kind = TYPES.get(ending)
    if kind is None:
        what = _("Files ending in “{ending}” are not accepted as evidence.").format(ending=ending or "—")
        raise InputError(Problem(what, name, _("Send one of these: {accepted}.").format(accepted=accepted_words())))
    if not kind.agrees(beginning):
        what = _("The content of the file is not what its name says ({ending}).").format(ending=ending)
        raise InputError(Problem(what, name, _("Save it again with the program that made it, and send that file.")))


def type_of(name: str) -> FileType:
    """What a stored file is, by its name; something to save and not to open where that is not known."""
    return TYPES.get(PurePath(name).suffix.lower()) or FileType(UNKNOWN, _is_text)


def accepted_words() -> str:
    """The accepted endings, for a sentence: ``PDF, PNG, JPG …``."""
    return ", ".join(ending.removeprefix(".").upper() for ending in TYPES)
