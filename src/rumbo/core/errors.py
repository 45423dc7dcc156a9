"""What can go wrong, said so that a person can mend it.

The tree of the project's exceptions::

    RumboError
    ├── InputError          what was given cannot be used; nothing was stored (exit code 2)
    │   ├── PolicyError     a policy folder that does not load (policy/)
    │   ├── MethodError     a method file that does not load (monitoring/)
    │   ├── BadFileError    a file with bad cells: so many are listed, the rest counted
    │   │   ├── IntakeError     a workbook or CSV of values (intake/)
    │   │   └── TableError      a file of a reference table (tables/)
    │   ├── CustomsError    a customs file, mapping or key that cannot be used (customs/)
    │   ├── BackupError     a backup that cannot be written or restored from (apps/keeping)
    │   └── UnknownCodeError  a code that the policy does not have
    ├── AccessError         the register of people refuses: the last administrator, a role that may not (apps/accounts)
    └── LedgerError         the ledger refuses: a step that skips, a row that was tampered with (apps/ledger)

An error is a list of problems, never only the first one: whoever mends a file sees everything at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rumbo.core.language import _, ngettext


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it.

    Attributes:
        what: a whole sentence: what was found and what was expected.
        where: the place: ``file:line``, ``Sheet!B7``, a field path; empty when the whole input is meant.
        mend: a whole sentence: what to do about it.
    """

    what: str
    where: str = ""
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.mend}".rstrip()


class RumboError(Exception):
    """The root of the family. ``problems`` holds every problem found; ``str()`` prints one a line."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems: tuple[Problem, ...] = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class InputError(RumboError):
    """What was given cannot be used, and nothing of it was stored."""


class BadFileError(InputError):
    """A file with bad cells: so many of them are listed, the rest are counted. The families of files derive from it.

    Attributes:
        most: how many problems are listed.
        count: how many there are in all.
    """

    most = 200

    def __init__(self, *problems: Problem | str) -> None:
        self.count = len(problems)
        listed, rest = problems[: self.most], len(problems) - self.most
        if rest > 0:
            more = ngettext("… and {count} more problem.", "… and {count} more problems.", rest)
            listed = (*listed, Problem(more.format(count=rest)))
        super().__init__(*listed)


class UnknownCodeError(InputError):
    """A code that does not exist; the message names the nearest ones that do."""

    def __init__(self, code: str, nearest: Sequence[str] = ()) -> None:
        mend = _("Did you mean {codes}?").format(codes=", ".join(nearest)) if nearest else ""
        super().__init__(Problem(_("There is no “{code}”.").format(code=code), mend=mend))
