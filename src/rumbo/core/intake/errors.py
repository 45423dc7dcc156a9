"""What a refused file says: every bad cell, with its address and the mend."""

from rumbo.core.errors import BadFileError

#: So many problems are listed; the rest are counted.
LISTED = BadFileError.most


class IntakeError(BadFileError):
    """A file of values that cannot be used; nothing of it was stored."""
