"""What is wrong with a request that is not as described? Field by field, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from rumbo.core.errors import Problem
from rumbo.core.language import _

#: What stands in a place before its first field: where it came from, and the name that the operation gives the body.
_BEFORE = {"body": 2, "query": 1, "path": 1}
#: What a place ends with where a field takes a number or a text: the two are one field.
_KINDS = frozenset({"float", "str", "constrained-str"})


def problems_of(errors: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems of a request, one a field.

    Args:
        errors: as pydantic tells them: ``type``, ``loc`` and, of a limit, ``ctx``.
    """
    first: dict[str, Problem] = {}
    for error in errors:
        where = _where(error["loc"])
        what, mend = _told(error["type"], error.get("ctx") or {})
        first.setdefault(where, Problem(what, where, mend))
    return tuple(first.values())


def _where(place: Iterable[str | int]) -> str:
    """A place as the sender sees it, ``values.0.year``."""
    steps = [str(step) for step in place]
    kept = steps[_BEFORE.get(steps[0], 0) :]
    return ".".join(kept[:-1] if {*kept[-1:]} & _KINDS else kept)


def _told(kind: str, limits: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    known = {**_kinds(), **_limits(limits)}
    unknown = (_("It is not as described."), _("See the description of the interface."))
    return known.get(kind) or known.get(kind.partition("_")[0]) or unknown


def _kinds() -> dict[str, tuple[str, str]]:
    """By the beginning of pydantic's name of an error."""
    return {
        "missing": (_("A field is missing."), _("Add it.")),
        "extra": (_("There is no such field."), _("Remove it, or write its name as it is described.")),
        "string": (_("A text was expected."), _("Write it in double quotes.")),
        "int": (_("A whole number was expected."), _("Write it in digits, without quotes.")),
        "float": (_("A number was expected."), _("Write it in digits, for instance 12.5.")),
        "bool": (_("Yes or no was expected."), _("Write true or false, without quotes.")),
        "list": (_("A list was expected."), _("Write it in square brackets.")),
    }


def _limits(limits: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """By pydantic's whole name of an error: what lies beyond a limit, or in no closed list."""
    most, least = limits.get("max_length", limits.get("le")), limits.get("ge")
    return {
        "string_unicode": (_("A text holds a sign that cannot be stored."), _("Remove it and type the text again.")),
        "string_too_long": (_("The text has more than {most} characters.").format(most=most), _("Shorten it.")),
        "too_short": (_("The list is empty."), _("Send at least one.")),
        "too_long": (_("The list has more than {most} entries.").format(most=most), _("Send it in several pieces.")),
        "greater_than_equal": (_("The number is too small."), _("Give {least} or more.").format(least=least)),
        "less_than_equal": (_("The number is too large."), _("Give {most} or less.").format(most=most)),
        "enum": (
            _("It is none of those that are taken."),
            _("Give one of: {known}.").format(known=limits.get("expected")),
        ),
    }
