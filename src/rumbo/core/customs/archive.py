"""Which bytes may be read: opens a customs file, zipped or plain, and refuses what is not one safe data file.

A zip is trusted with nothing: its list of members is checked before a byte is read, and the bytes are counted while
they are read, so that a member that grows beyond what it announced stops there.
"""

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal, Protocol

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: What a data file may be called; the first kind is the table of dBase, the second text.
KINDS: dict[str, Literal["dbf", "text"]] = {".dbf": "dbf", ".csv": "text", ".txt": "text"}
#: A week of imports is about 130 MB unpacked; a file beyond this is not a customs file.
LARGEST = 8 * 1024**3
#: DBF pads with blanks and packs some 10 to 40 times; beyond this a member is a bomb.
LARGEST_RATIO = 400
#: Below this size the ratio says nothing.
RATIO_MATTERS_FROM = 16 * 1024**2
_ENCRYPTED = 0x1
#: A damaged zip fails in many ways, according to where the damage is and how it was packed.
_DAMAGED = (zipfile.BadZipFile, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError)


class ByteSource(Protocol):
    """Bytes in one direction."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; nothing at the end."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One data file, found safe, not yet read.

    Attributes:
        path: the file that was given.
        member: the data file inside the zip; None when the file was given plain.
        kind: ``dbf`` or ``text``.
        size: bytes of the data file, unpacked.
        sha256: hash of the file that was given.
        bytes: size of the file that was given.
    """

    path: Path
    member: str | None
    kind: Literal["dbf", "text"]
    size: int
    sha256: str
    bytes: int

    @property
    def name(self) -> str:
        """The name of the file that was given."""
        return self.path.name

    @contextmanager
    def open(self) -> Iterator[ByteSource]:
        """The bytes of the data file, read once and counted.

        Raises:
            CustomsError: the packed bytes are damaged, or more come than were announced.
        """
        with ExitStack() as stack:
            yield _Counted(_opened(self, stack), self.size, self.name)


def _opened(data: DataFile, stack: ExitStack) -> IO[bytes]:
    """The open data file, closed with the stack."""
    try:
        if data.member is None:
            return stack.enter_context(data.path.open("rb"))
        archive = stack.enter_context(zipfile.ZipFile(data.path))
        return stack.enter_context(archive.open(data.member))
    except _DAMAGED as error:
        raise _damaged(data.name) from error
    except OSError as error:
        raise _unreadable(data.name, error) from error


class _Counted:
    """A stream that stops the reading when more comes than was announced, or when what comes is damaged."""

    def __init__(self, stream: IO[bytes], announced: int, name: str) -> None:
        self._stream = stream
        self._left = announced
        self._name = name

    def read(self, size: int, /) -> bytes:
        try:
            block = self._stream.read(size)
        except _DAMAGED as error:
            raise _damaged(self._name) from error
        except OSError as error:
            raise _unreadable(self._name, error) from error
        self._left -= len(block)
        if self._left < 0:
            raise CustomsError(
                Problem(
                    _("The zip holds more bytes than it announces."),
                    self._name,
                    _("Download the file again; do not open it with other programs."),
                )
            )
        return block


def open_data(path: Path) -> DataFile:
    """Find the one data file in what was given.

    Args:
        path: a ``.zip`` with one ``.dbf``, ``.csv`` or ``.txt`` inside, or such a file itself.

    Returns:
        The data file, checked and hashed, not yet read.

    Raises:
        CustomsError: there is no such file, or it holds none, several, nested, encrypted, climbing or bomb members.
    """
    if not path.is_file():
        raise CustomsError(
            Problem(_("There is no such file."), str(path), _("Check the name and the folder of the file."))
        )
    try:
        size, digest = path.stat().st_size, _sha256(path)
    except OSError as error:
        raise _unreadable(path.name, error) from error
    if path.suffix.lower() == ".zip":
        member = _only_member(path)
        kind = KINDS[PurePosixPath(member.filename).suffix.lower()]
        return DataFile(path, member.filename, kind, member.file_size, digest, size)
    kind_of_plain = KINDS.get(path.suffix.lower())
    if kind_of_plain is None:
        raise CustomsError(
            Problem(
                _("The file is neither a zip nor one of {kinds}.").format(kinds=", ".join(KINDS)),
                path.name,
                _("Give the file as the customs authority publishes it."),
            )
        )
    return DataFile(path, None, kind_of_plain, size, digest, size)


def _only_member(path: Path) -> zipfile.ZipInfo:
    """The only data file of a zip, after every member was found harmless."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except _DAMAGED as error:
        raise _damaged(path.name) from error
    except OSError as error:
        raise _unreadable(path.name, error) from error
    for member in members:
        _refuse_unsafe(path.name, member)
    data = [m for m in members if _is_data(PurePosixPath(m.filename))]
    if not data:
        what = _("The zip holds no data file: one of {kinds} was expected.").format(kinds=", ".join(KINDS))
        raise CustomsError(Problem(what, path.name, _("Give the file as the customs authority publishes it.")))
    if len(data) > 1:
        names = ", ".join(sorted(m.filename for m in data))
        what = _("The zip holds {count} data files where one was expected: {names}.")
        mend = _("Unpack them and bring them in one by one.")
        raise CustomsError(Problem(what.format(count=len(data), names=names), path.name, mend))
    return data[0]


def _is_data(member: PurePosixPath) -> bool:
    """Whether a member is a data file, and not the shadow that some systems pack beside it."""
    return member.suffix.lower() in KINDS and "__MACOSX" not in member.parts


def _refuse_unsafe(name: str, member: zipfile.ZipInfo) -> None:
    """Refuse a member that climbs, hides, nests or explodes."""
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    place = f"{name}: {member.filename}"
    mend = _("Do not use this file; get it again from its source.")
    if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
        raise CustomsError(Problem(_("The zip holds a path that climbs out of its folder."), place, mend))
    if member.flag_bits & _ENCRYPTED:
        mend_locked = _("Unpack it with its password and give the data file.")
        raise CustomsError(Problem(_("The zip is locked with a password."), place, mend_locked))
    if inside.suffix.lower() in {".zip", ".7z", ".rar", ".gz", ".tar"}:
        mend_nested = _("Unpack it and give the data file.")
        raise CustomsError(Problem(_("The zip holds another archive."), place, mend_nested))
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > LARGEST or (member.file_size > RATIO_MATTERS_FROM and ratio > LARGEST_RATIO):
        what = _("The zip unpacks to {size} MB from {packed} KB, which no customs file does.")
        sizes = what.format(size=member.file_size // 1024**2, packed=member.compress_size // 1024)
        raise CustomsError(Problem(sizes, place, mend))


def _sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(name: str) -> CustomsError:
    return CustomsError(Problem(_("The zip is damaged and cannot be unpacked."), name, _("Download the file again.")))


def _unreadable(name: str, error: OSError) -> CustomsError:
    what = _("The file cannot be read: {why}.").format(why=error.strerror or error)
    return CustomsError(Problem(what, name, _("Check that the file exists and that you may read it.")))
