"""How do exports reach the disk, and what is said when they cannot?"""

from pathlib import Path

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.whole_files import place_whole


def write_whole(folder: Path, name: str, content: bytes) -> Path:
    """Write a file of an export, whole or not at all.

    Args:
        folder: created where it is missing.
        name: name of the file.
        content: its bytes.

    Raises:
        InputError: the folder cannot be created or written.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return place_whole(path, content)
    except OSError as error:
        what = _("The file cannot be written there ({reason}).").format(reason=error.strerror or type(error).__name__)
        raise InputError(Problem(what, str(path), _("Give a folder that you may write to."))) from error
