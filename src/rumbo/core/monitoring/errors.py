"""What is wrong with a method file: the error that its loader raises."""

from rumbo.core.errors import InputError


class MethodError(InputError):
    """A method that does not exist or does not load. Its problems are all of the file's, line by line."""
