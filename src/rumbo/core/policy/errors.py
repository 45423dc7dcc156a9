"""What is wrong with a policy folder: the error that its loader raises."""

from rumbo.core.errors import InputError


class PolicyError(InputError):
    """A policy folder that does not load. Its problems are all of the folder's, file by file, line by line."""
