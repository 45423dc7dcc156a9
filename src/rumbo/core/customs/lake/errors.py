"""What can go wrong in the lake, and the sentences that several modules share."""

from rumbo.core.customs.errors import CustomsError


class LakeError(CustomsError):
    """The lake cannot be read or written as asked; it is as it was before."""


class LakeBusyError(LakeError):
    """Another process writes into the lake."""


class UnknownVersionError(LakeError):
    """A version that the lake does not have, or has forgotten."""
