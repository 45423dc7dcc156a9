"""What can go wrong between a statistic and its result."""

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


class QueryError(InputError):
    """A query file that does not say of itself what it must."""


class ParameterError(InputError):
    """A parameter that the statistic does not have, or a value that it cannot take."""


class MissingTableError(InputError):
    """A reference table that the statistic needs has not been loaded: there is no data, which is not zero.

    Attributes:
        table: name of the table that is missing.
    """

    def __init__(self, statistic: str, table: str) -> None:
        self.table = table
        what = _("The statistic “{statistic}” needs the reference table “{table}”, which is not loaded.")
        mend = _("Load it with “rumbo tables load {table} FILE”.").format(table=table)
        super().__init__(Problem(what.format(statistic=statistic, table=table), mend=mend))


class ConfidentialityError(InputError):
    """A result that cannot be shown to the public without betraying a firm."""
