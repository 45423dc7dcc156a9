"""May this file be restored from?

It is trusted with nothing: its list is checked before a byte of it is unpacked, and every part is counted and hashed
while it is read.
"""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from pydantic import ValidationError

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.manifest import FORMAT_VERSION, MANIFEST, Manifest, Member, fingerprint
from rumbo.apps.keeping.names import DATABASE, is_safe
from rumbo.apps.keeping.packing import PIECE
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: The list of some million files; a longer manifest is an attack.
LARGEST_MANIFEST = 512 * 1024**2
#: Rows of tables pack some 10 to 40 times; beyond this a part is a bomb. Below the size the ratio says nothing.
LARGEST_RATIO, RATIO_MATTERS_FROM = 300, 16 * 1024**2
#: Bytes of a row of a table.
LONGEST_LINE = 256 * 1024**2
_ENCRYPTED = 0x1
#: A damaged zip fails in many ways, according to where the damage is.
_DAMAGED = (zipfile.BadZipFile, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, OverflowError)


class Inspected:
    """A backup whose list is in order; its parts are checked as they are read."""

    def __init__(self, archive: zipfile.ZipFile, where: str, document: bytes) -> None:
        self._archive = archive
        self._where = where
        self.manifest = _manifest(document, where)
        self.fingerprint = fingerprint(document)
        self._members = {member.name: member for member in self.manifest.members}
        if problems := list(_wrong_list(archive, self.manifest, where)):
            raise BackupError(*problems[:20])

    def check(self, tell: Callable[[str], None]) -> None:
        """Read every part and hold it against its hash.

        Raises:
            BackupError: every part that is damaged.
        """
        problems: list[Problem] = []
        for member in self.manifest.members:
            tell(member.name)
            try:
                for _piece in self.pieces(member.name):
                    pass
            except BackupError as damaged:
                problems += damaged.problems
        if problems:
            raise BackupError(*problems[:20])

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; the last piece is given only when the hash holds.

        Raises:
            BackupError: the part is damaged.
        """
        member, digest, size, last = self._members[name], hashlib.sha256(), 0, b""
        try:
            with self._archive.open(name) as stream:
                while piece := stream.read(PIECE):
                    size += len(piece)
                    digest.update(piece)
                    if size > member.size:
                        break
                    if last:
                        yield last
                    last = piece
        except (*_DAMAGED, OSError) as damaged:
            raise self._damaged(member, str(damaged)) from damaged
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise self._damaged(member, _("its content is not what was written"))
        if last:
            yield last

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part.

        Raises:
            BackupError: the part is damaged.
        """
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > LONGEST_LINE:
                raise self._damaged(self._members[name], _("a line has no end"))
        if rest:
            yield rest

    def mode(self, name: str) -> int:
        """The permissions that a file had."""
        return stat.S_IMODE(self._archive.getinfo(name).external_attr >> 16) & 0o770

    def _damaged(self, member: Member, reason: str) -> BackupError:
        what = _("A part of the backup is damaged: {reason}.").format(reason=reason)
        return BackupError(Problem(what, f"{self._where}: {member.name}", _("Take another copy of the backup.")))


def inspected(stream: BinaryIO, where: str) -> Inspected:
    """Look at the list of a backup.

    Args:
        stream: the file, open for reading.
        where: its name, for messages.

    Raises:
        BackupError: it is no backup, is cut short, was written by a newer version, or holds what no backup holds.
    """
    try:
        archive = zipfile.ZipFile(stream)
        info = archive.getinfo(MANIFEST)
        if info.flag_bits & _ENCRYPTED or info.file_size > LARGEST_MANIFEST:
            raise _foreign(where)
        with archive.open(info) as inside:
            document = _read(inside, info.file_size)
    except KeyError as missing:
        raise _foreign(where) from missing
    except (*_DAMAGED, OSError) as unreadable:
        what = _("The file is no backup of Rumbo, or it is cut short or damaged.")
        mend = _("Give the file that “rumbo backup” wrote, or another copy of it.")
        raise BackupError(Problem(what, where, mend)) from unreadable
    return Inspected(archive, where, document)


def _read(stream: IO[bytes], most: int) -> bytes:
    document = stream.read(most + 1)
    if len(document) > most:
        raise zipfile.BadZipFile(MANIFEST)
    return document


def _foreign(where: str) -> BackupError:
    what = _("The file is no backup of Rumbo: it has no manifest.")
    return BackupError(Problem(what, where, _("Give the file that “rumbo backup” wrote.")))


def _manifest(document: bytes, where: str) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(document)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        what = _("The manifest of the backup cannot be understood: {reason}.").format(reason=first["msg"])
        place = f"{where}: {MANIFEST}: {'.'.join(map(str, first['loc']))}"
        mend = _("Use the version of the software that wrote it or a later one, or take another copy.")
        raise BackupError(Problem(what, place, mend)) from wrong
    if manifest.format_version > FORMAT_VERSION:
        what = _("The backup was written by a newer version of the software, {version}.")
        mend = _("Install that version, and restore with it.")
        raise BackupError(Problem(what.format(version=manifest.software), where, mend))
    return manifest


def _wrong_list(archive: zipfile.ZipFile, manifest: Manifest, where: str) -> Iterator[Problem]:
    """What is wrong with the parts, before any is read."""
    listed, held = {member.name: member for member in manifest.members}, archive.infolist()
    mend = _("Do not use this file; take another copy of the backup.")
    found = [info.filename for info in held if info.filename != MANIFEST]
    if len(set(found)) != len(found) or len(found) + 1 != len(held) or len(listed) != len(manifest.members):
        yield Problem(_("A part is in it twice."), where, mend)
    for name in sorted(set(found) ^ set(listed)):
        yield Problem(_("The part is in the file or in its manifest, and not in both."), f"{where}: {name!r}", mend)
    for name in found:
        if not is_safe(name):
            yield Problem(
                _("The part leads out of the workspace, or is none that a backup has."), f"{where}: {name!r}", mend
            )
    for info in held:
        member = listed.get(info.filename)
        if problem := _wrong_part(info, member):
            yield Problem(problem, f"{where}: {info.filename!r}", mend)
    folders = {str(parent) for name in found for parent in PurePosixPath(name).parents}
    for name in sorted(folders & set(found)):
        yield Problem(_("The part is a file and a folder at once."), f"{where}: {name!r}", mend)
    for table in manifest.tables:
        if table.member not in listed or table.member != f"{DATABASE}/{table.name}.jsonl":
            yield Problem(_("The rows of the table are not in it."), f"{where}: {table.name!r}", mend)


def _wrong_part(info: zipfile.ZipInfo, member: Member | None) -> str:
    """What makes a part one that no backup has; empty where nothing does."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.is_dir() or kind not in {0, stat.S_IFREG}:
        return _("The part is a link, a folder or a device; only files are expected.")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return _("The part is locked or packed in a way that no backup is.")
    if member and info.file_size != member.size:
        return _("The part has another size than the manifest says.")
    if info.file_size > max(RATIO_MATTERS_FROM, LARGEST_RATIO * info.compress_size):
        return _("The part would swell to {times} times its size.").format(
            times=info.file_size // max(1, info.compress_size)
        )
    return ""
