"""Where may a line of an alert's text end? Never between a figure and its unit. What is stored stays as it is."""

import re
from functools import lru_cache

from rumbo.site.policy_shown import policy

_NO_BREAK = "\u00a0"
#: Signs that follow a figure in every policy: a percentage, and how many times.
_SIGNS = (r"%", r"x\b")


def unbroken(text: str | None) -> str:
    """The text with a space that does not break between each figure and its unit."""
    return _before_units(policy().sha256).sub(_NO_BREAK, text or "")


@lru_cache(maxsize=4)
def _before_units(sha256: str) -> re.Pattern[str]:
    """The space between a figure and a sign or a unit of the policy, the longest unit first."""
    units = sorted({indicator.unit.strip() for indicator in policy().indicators} - {""}, key=lambda of: (-len(of), of))
    return re.compile(rf"(?<=\d) (?=(?:{'|'.join((*_SIGNS, *map(re.escape, units)))}))")
