"""Can the typeface show it? PDF/UA allows no missing letter, so what the typeface lacks is named by its code point.

People write comments in any script and with any sign. ``漢`` is printed as ``[U+6F22]``: nothing is lost, nothing is
silently replaced by a box, and no comment can keep a report from being printed.
"""

import re
import unicodedata
from functools import cache

from rumbo.core.reporting.charts import FONTS

_LONG = re.compile(r"\S{31,}")
_UNIT = re.compile(r"(?<=\d) (?=[%x])")
_HASH = re.compile(r"[0-9a-f]{64}\W?")
_PIECE = 30
_BREAK = "\u200b"
"""A place where a line may end, without any width."""


def legible(text: str) -> str:
    """The text in characters that the document can show; long words may be broken, hashes are left whole.

    A figure and its sign stay on one line.
    """
    shown = "".join(_shown(character) for character in unicodedata.normalize("NFC", text))
    return _LONG.sub(_breakable, _UNIT.sub("\u00a0", shown))


def legible_tree(value: object) -> object:
    """The same for every text of a document; pictures are left as they are."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {key: inner if key == "svg" else legible_tree(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [legible_tree(inner) for inner in value]
    return value


def _shown(character: str) -> str:
    if character == "\n" or ord(character) in _characters():
        return character
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs"}:
        return ""
    if category in {"Zl", "Zp"}:
        return "\n"
    return " " if category == "Zs" else f"[U+{ord(character):04X}]"


def _breakable(match: re.Match[str]) -> str:
    run = match.group()
    if _HASH.fullmatch(run):
        return run
    return _BREAK.join(run[start : start + _PIECE] for start in range(0, len(run), _PIECE))


@cache
def _characters() -> frozenset[int]:
    """What the typeface can show, from the list beside its files."""
    lines = (FONTS / "characters.txt").read_text(encoding="ascii").splitlines()
    ends = (line.split("-") for line in lines if not line.startswith("#"))
    return frozenset(code for pair in ends for code in range(int(pair[0], 16), int(pair[-1], 16) + 1))
