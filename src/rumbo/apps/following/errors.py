"""What following refuses."""

from rumbo.core.errors import RumboError


class FollowingError(RumboError):
    """A step that may not be taken: a role that does not reach, a matter that is closed. Nothing was stored."""
