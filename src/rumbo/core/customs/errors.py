"""What is said when a customs file, a mapping or a key cannot be used at all."""

from rumbo.core.errors import InputError


class CustomsError(InputError):
    """A customs file, a mapping or the pseudonym key that cannot be used; nothing of it was stored."""
