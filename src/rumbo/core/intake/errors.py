"""What a refused file says: every bad cell, with its address and the mend."""

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import ngettext

#: So many problems are listed; the rest are counted.
LISTED = 200


class IntakeError(InputError):
    """A file of values that cannot be used; nothing of it was stored.

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
