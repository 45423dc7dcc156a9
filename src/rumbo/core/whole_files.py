"""How does a file reach the disk? Whole or not at all: nobody reads half of it, whenever the process ends."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def place_whole(path: Path, content: bytes, *, mode: int = 0o644) -> Path:
    """Write a file under another name beside its place, and then give it its own.

    Args:
        path: the file; its folder must be there. A file of that name is replaced.
        content: its bytes.
        mode: its permissions.

    Raises:
        OSError: it cannot be written; nothing is left beside it.
    """
    with placing_whole(path, mode=mode) as stream:
        stream.write(content)
    return path


@contextmanager
def placing_whole(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Write a file piece by piece: it has its name once the block ends, and is gone where the block fails.

    The stream can be read back, too, so that a file may be checked before it has its name.

    Args:
        path: the file; its folder must be there. A file of that name is replaced.
        mode: its permissions.

    Raises:
        OSError: it cannot be written; nothing is left beside it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.chmod(mode)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
