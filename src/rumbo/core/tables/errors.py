"""What is wrong with a reference table, and what to do about it."""

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, ngettext

#: So many problems are listed; the rest are counted.
LISTED = 1000


class TableError(InputError):
    """A file of a reference table that cannot be used; nothing of it was stored.

    Attributes:
        problems: the first :data:`LISTED` problems, then one that counts the rest.
        count: how many problems there are in all.
    """

    def __init__(self, *problems: Problem | str) -> None:
        self.count = len(problems)
        rest = self.count - LISTED
        listed = problems[:LISTED]
        if rest > 0:
            more = ngettext("… and {count} more problem.", "… and {count} more problems.", rest)
            listed = (*listed, Problem(more.format(count=rest)))
        super().__init__(*listed)


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
