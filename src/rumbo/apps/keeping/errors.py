"""What is said of a backup that cannot be used."""

from rumbo.core.errors import InputError


class BackupError(InputError):
    """A backup that cannot be written, or a file that cannot be restored from. Nothing was stored."""
