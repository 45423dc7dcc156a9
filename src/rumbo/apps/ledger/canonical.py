"""How a recorded row is written before it is hashed: one text, the same on every database engine.

Decimals are digits without exponent or needless zeros, instants are UTC with microseconds, keys are sorted. A field
that holds nothing (``None``) is left out, so that a column added later does not change the hash of older rows.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from rumbo.core.language import _

#: What stands where the first row has no predecessor.
GENESIS = "0" * 64
#: More digits than this are no measurement; the limit keeps ``1E+999999`` from filling the database.
MOST_DIGITS = 60


def decimal_text(value: Decimal) -> str:
    """A decimal as its plain digits: ``70.0`` is ``70``, ``1E+2`` is ``100``, ``-0`` is ``0``.

    Raises:
        ValueError: not a finite number, or more than :data:`MOST_DIGITS` digits.
    """
    if not value.is_finite():
        raise ValueError(_("{value} is not a finite number.").format(value=value))
    _sign, digits, exponent = value.as_tuple()
    after_point = max(0, -int(exponent))
    if max(len(digits), after_point) + max(0, int(exponent)) > MOST_DIGITS:
        raise ValueError(_("A number of more than {most} digits was found.").format(most=MOST_DIGITS))
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def canonical_json(document: object) -> str:
    """A document as JSON with sorted keys and no spaces; decimals and instants as texts.

    Raises:
        ValueError: a number that is not finite.
    """
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_text
    )


def fingerprint(table: str, content: dict[str, object], previous_hash: str) -> str:
    """The hash of a row: SHA-256 over its table, its content and the hash of the row before it."""
    held = {name: value for name, value in content.items() if value is not None}
    text = canonical_json({"table": table, "row": held, "previous": previous_hash})
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
