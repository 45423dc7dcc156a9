"""The colours of the site: the palette of reports and charts as custom properties, for a light and a dark ground."""

import hashlib
from dataclasses import dataclass
from functools import cache

from rumbo.core.reporting.page.drawings import tokens


@dataclass(frozen=True, slots=True)
class Tokens:
    """The style sheet and a short mark of its content, which stands in its address."""

    text: str
    mark: str


@cache
def design_tokens() -> Tokens:
    """The style sheet of the tokens."""
    text = tokens()
    return Tokens(text, hashlib.sha256(text.encode()).hexdigest()[:12])
