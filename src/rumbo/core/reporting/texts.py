"""Is a text safe to print? People write comments, names and reasons; what breaks or deceives a reader is taken out."""

import re
import unicodedata

#: Signs that turn the direction of writing: they can make a file name or a figure read otherwise than it is stored.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")


def printable(text: str) -> str:
    """The text without control characters, half characters and turning signs; line ends are made one kind.

    Tabs become spaces. Everything else stays as written: quotes, angle brackets and signs are escaped by each format
    in its own way.
    """
    kept = [_character(c) for c in text.replace("\r\n", "\n").replace("\r", "\n")]
    return "".join(kept).strip()


def _character(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    if character in _TURNING or character in "\ufffe\uffff" or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character


def cell(text: str) -> str:
    """A text for a cell of a CSV: one that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def shortened(text: str, limit: int) -> str:
    """The text, cut at ``limit`` characters with an ellipsis where it is longer."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
