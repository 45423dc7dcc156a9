"""How do parts come into a backup, each with its size and hash, piece by piece?"""

import hashlib
import stat
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.manifest import MANIFEST, Manifest, Member
from rumbo.core.errors import Problem
from rumbo.core.language import _

PIECE = 1 << 20
#: Many of the workspace's files are packed already, and a file that is stored as it is cannot swell when it is read.
_STORED, _PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_EARLIEST = 1980


class Packing:
    """A backup while it is written."""

    def __init__(self, stream: BinaryIO, made_at: datetime) -> None:
        self._archive = zipfile.ZipFile(stream, "w", allowZip64=True)
        self._stamp = made_at.timetuple()[:6] if made_at.year >= _EARLIEST else (_EARLIEST, 1, 1, 0, 0, 0)
        self.members: list[Member] = []

    def add_lines(self, name: str, lines: Iterable[bytes]) -> int:
        """Add a member made of lines; hand back how many there were."""
        count = 0

        def counted() -> Iterator[bytes]:
            nonlocal count
            for line in lines:
                count += 1
                yield line

        self._add(name, counted(), _PACKED, 0o600)
        return count

    def add_file(self, name: str, file: Path) -> None:
        """Add a file as it is.

        Raises:
            BackupError: it cannot be read.
        """
        try:
            with file.open("rb") as stream:
                mode = stat.S_IMODE(file.stat().st_mode)
                self._add(name, iter(lambda: stream.read(PIECE), b""), _STORED, mode)
        except OSError as unreadable:
            what = _("The file cannot be read: {reason}.").format(reason=unreadable.strerror or unreadable)
            raise BackupError(
                Problem(what, str(file), _("Check its permissions, and repeat the backup."))
            ) from unreadable

    def finish(self, manifest: Manifest) -> bytes:
        """Add the manifest and close; hand back the manifest as it was written."""
        document = manifest.document()
        self._archive.writestr(self._info(MANIFEST, _PACKED, 0o600), document)
        self._archive.close()
        return document

    def _add(self, name: str, pieces: Iterable[bytes], packed: int, mode: int) -> None:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(self._info(name, packed, mode), "w", force_zip64=True) as stream:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                stream.write(piece)
        self.members.append(Member(name=name, size=size, sha256=digest.hexdigest()))

    def _info(self, name: str, packed: int, mode: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, (*self._stamp,))
        info.compress_type = packed
        info.external_attr = (stat.S_IFREG | mode) << 16
        return info
