"""How does a file reach the disk? Whole or not at all: nobody reads half of it, whenever the process ends."""

import os
import tempfile
from pathlib import Path


def place_whole(path: Path, content: bytes, *, mode: int = 0o644) -> Path:
    """Write a file under another name beside its place, and then give it its own.

    Args:
        path: the file; its folder must be there. A file of that name is replaced.
        content: its bytes.
        mode: its permissions.

    Raises:
        OSError: it cannot be written; nothing is left beside it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.chmod(mode)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return path
