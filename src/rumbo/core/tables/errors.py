"""What is wrong with a reference table, and what to do about it."""

from rumbo.core.errors import BadFileError, Problem
from rumbo.core.language import _

#: So many problems are listed; the rest are counted.
LISTED = 1000


class TableError(BadFileError):
    """A file of a reference table that cannot be used; nothing of it was stored."""

    most = LISTED


class MissingTableError(TableError):
    """A reference table of which no version is loaded and none ships: there is no data, which is not zero.

    Attributes:
        table: name of the table.
    """

    def __init__(self, table: str, purpose: str) -> None:
        self.table = table
        what = _("The reference table “{table}” is not loaded, and none ships. It holds: {purpose}")
        mend = _(
            "Load it with “rumbo tables load {table} FILE --version VERSION --authority WHO”; its columns: {show}."
        )
        show = f"rumbo tables show {table}"
        super().__init__(Problem(what.format(table=table, purpose=purpose), mend=mend.format(table=table, show=show)))
