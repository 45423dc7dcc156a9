"""How are the differences handed on? As rows of a table for people, and as JSON for programs."""

import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from rumbo.core.exchange.differences.records import Change, Differences
from rumbo.core.exchange.differences.wording import cause_name, headline, sentence, shown
from rumbo.core.language import LANGUAGES, Language, _, speaking


def columns() -> tuple[str, ...]:
    """Headings of the table, in the language in force."""
    return (_("What changed"), _("Code"), _("Name"), _("Year"), _("Before"), _("Now"), _("Why"))


def rows(found: Differences) -> list[tuple[str, ...]]:
    """One row a change, every cell a text for readers; a dash where there was nothing."""
    return [
        (
            headline(change),
            change.subject,
            change.name,
            _years(change),
            shown(change, change.old),
            shown(change, change.new),
            change.reason or ", ".join(cause_name(cause) for cause in change.causes),
        )
        for change in found.changes
    ]


def differences_json(found: Differences) -> bytes:
    """The differences as canonical JSON, each change with its sentence in both languages.

    Figures are numbers; what was not there is ``null``. The same differences give the same bytes.
    """
    document = {
        "policy": found.policy,
        "old": asdict(found.old),
        "new": asdict(found.new),
        "same": found.same,
        "changes": [_document(change) for change in found.changes],
    }
    text = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )
    return text.encode()


def _document(change: Change) -> dict[str, Any]:
    told = asdict(change)
    del told["weight"]  # it orders the changes and tells nothing of its own
    return {**told, "sentence": {chosen: _spoken(change, chosen) for chosen in LANGUAGES}}


def _spoken(change: Change, chosen: Language) -> str:
    with speaking(chosen):
        return sentence(change)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the differences.")


def _years(change: Change) -> str:
    years = (change.old_year, change.year)
    return " → ".join(str(year) for year in years if year is not None)
