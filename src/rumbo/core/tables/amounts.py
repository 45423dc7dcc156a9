"""Which number does a text write? Digits with a point, or with separators that leave no doubt."""

import re
from decimal import Decimal, localcontext

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))", re.ASCII)
_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?", re.ASCII)
_POINT = re.compile(r"[-+]?\d{1,3}(,\d{3})+\.\d+|[-+]?\d{1,3}(,\d{3}){2,}", re.ASCII)
_COMMA = re.compile(r"[-+]?\d{1,3}(\.\d{3})+,\d+|[-+]?\d{1,3}(\.\d{3}){2,}", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,(\d{1,2}|\d{4,})", re.ASCII)
#: Digits that a number may have; what is longer is no figure of a table.
LONGEST = 36


def number_of(text: str) -> Decimal | None:
    """The number that a text writes, or ``None`` where it writes none or leaves a doubt.

    ``1234.5``, ``1,234.5``, ``1.234,5``, ``1 234,5`` and ``1,234,567`` are read; ``1,234`` is not, because it may mean
    one thousand or one and a fraction.
    """
    bare = _SPACES.sub("", text.strip().replace("\u2212", "-"))
    if len(bare) > LONGEST:
        return None
    if _PLAIN.fullmatch(bare):
        return _decimal(bare)
    if _POINT.fullmatch(bare):
        return _decimal(bare.replace(",", ""))
    if _COMMA.fullmatch(bare):
        return _decimal(bare.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(bare):
        return _decimal(bare.replace(",", "."))
    return None


def _decimal(bare: str) -> Decimal:
    with localcontext() as context:
        context.prec = 2 * LONGEST
        return Decimal(bare)
