"""How exports reach the disk: a file is there whole or not at all."""

import contextlib
import os
from pathlib import Path

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


def write_whole(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under another name first and then give it its own, so that nobody reads half of it.

    Args:
        folder: created where it is missing.
        name: name of the file.
        content: its bytes.

    Raises:
        InputError: the folder cannot be created or written.
    """
    path = folder / name
    unfinished = path.with_name(f".{name}.{os.getpid()}.unfinished")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        what = _("The file cannot be written there ({reason}).").format(reason=error.strerror or type(error).__name__)
        raise InputError(Problem(what, str(path), _("Give a folder that you may write to."))) from error
    return path
