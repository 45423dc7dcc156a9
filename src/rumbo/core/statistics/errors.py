"""What can go wrong between a statistic and its result."""

from rumbo.core.errors import InputError


class QueryError(InputError):
    """A query file that does not say of itself what it must."""


class ParameterError(InputError):
    """A parameter that the statistic does not have, or a value that it cannot take."""


class ConfidentialityError(InputError):
    """A result that cannot be shown to the public without betraying a firm."""
