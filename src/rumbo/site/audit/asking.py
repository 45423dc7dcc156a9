"""What the address of the log asks for: by whom, of which indicator and entity, of what kind, before which entry."""

from django.http import QueryDict

from rumbo.apps.ledger.selectors import LogFilter, LogKind
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

#: How an address asks for the entries before a number, of a person, of an indicator, of an entity, of a kind.
BEFORE, PERSON, INDICATOR, ENTITY, KIND = "antes", "persona", "indicador", "entidad", "tipo"
_LONGEST = 18


def before_asked(address: QueryDict) -> int | None:
    """Number of the entry before which to read; ``None`` for the newest.

    Raises:
        InputError: it is no number of an entry.
    """
    return _number(address.get(BEFORE, ""), _("“{given}” is no number of an entry."))


def filter_asked(address: QueryDict) -> LogFilter:
    """Which entries are asked for.

    Raises:
        InputError: a person or a kind that cannot be.
    """
    return LogFilter(
        person_id=_number(address.get(PERSON, ""), _("“{given}” is no number of a person.")),
        indicator=address.get(INDICATOR, "").strip().replace("\0", ""),
        entity=address.get(ENTITY, "").strip().replace("\0", ""),
        kind=_kind(address.get(KIND, "")),
    )


def _number(given: str, wrong: str) -> int | None:
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or len(given) > _LONGEST:
        raise InputError(Problem(wrong.format(given=given[:_LONGEST]), mend=_("Write a whole number.")))
    return int(given)


def _kind(given: str) -> LogKind | None:
    try:
        return LogKind(given) if given else None
    except ValueError as unknown:
        what = _("There is no kind of entry “{given}”.").format(given=given[:_LONGEST])
        raise InputError(Problem(what, KIND, _("Choose one on the page."))) from unknown
