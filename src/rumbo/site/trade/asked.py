"""What did a reader ask for? The statistic, its parameters and the version of the lake, read from an address.

The address holds everything, so that whoever gets it sees the same: parameters by their own names, ``version`` for one
version of the lake, ``vista=interna`` for the figures as they are, which only those who read everything are shown.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import QueryDict

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.freedom import refuse_closed
from rumbo.core.statistics.parameters import Value, read_parameters
from rumbo.core.statistics.registry import Statistic

VERSION, VIEW, INTERNAL = "version", "vista", "interna"
SORT, DESCENDING, PAGE, LANGUAGE = "orden", "sentido", "pagina", "lang"
_OURS = frozenset({VERSION, VIEW, SORT, DESCENDING, PAGE, LANGUAGE, "limit", "offset"})
"""What an address asks besides the parameters of the statistic."""
_LONGEST, _MOST_ITEMS = 500, 200
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be answered.

    Attributes:
        statistic: the statistic.
        parameters: every parameter with its value.
        version: version of the lake that the address fixes; ``None`` for the latest.
        complete: figures as they are, nothing hidden.
    """

    statistic: Statistic
    parameters: Mapping[str, Value]
    version: int | None = None
    complete: bool = False

    @property
    def address(self) -> QueryDict:
        """The shortest address that asks the same."""
        usual = read_parameters(self.statistic.header, {})
        made = QueryDict(mutable=True)
        for name, value in self.parameters.items():
            if value != usual[name]:
                made[name] = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if self.version is not None:
            made[VERSION] = str(self.version)
        if self.complete:
            made[VIEW] = INTERNAL
        return made


def read_address(found: Statistic, given: QueryDict, *, complete: bool) -> Asked:
    """What an address asks of a statistic.

    Args:
        found: the statistic.
        given: the questions of the address; what is empty asks nothing, a name given twice is a list.
        complete: whether figures are shown as they are; else only what everyone may choose is taken.

    Raises:
        InputError: an unknown parameter, a value that cannot be taken, or one that not everyone may choose; all told.
    """
    texts = {name: ",".join(v for v in given.getlist(name) if v) for name in given if name not in _OURS}
    texts = {name: text for name, text in texts.items() if text}
    _refuse_unreadable(texts)
    values = read_parameters(found.header, texts)
    if not complete:
        refuse_closed(found, values)
    return Asked(found, MappingProxyType(values), _version(given.get(VERSION, "")), complete)


def _refuse_unreadable(texts: Mapping[str, str]) -> None:
    problems = []
    for name, text in texts.items():
        if len(text) > _LONGEST or text.count(",") >= _MOST_ITEMS:
            problems.append(Problem(_("The value is too long."), name[:_LONGEST], _("Ask for less at once.")))
        elif any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name + text):
            problems.append(Problem(_("The value holds signs that cannot be read."), mend=_("Write plain text.")))
    if problems:
        raise InputError(*problems)


def _version(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS or int(text) < 1:
        what = _("“{given}” is no version of the customs data.").format(given=text[:_LONGEST])
        raise InputError(Problem(what, VERSION, _("Leave it out for the latest one.")))
    return int(text)
