"""Where does the policy say so? The places that a text of a statistic names, written for a reader."""

import re

from rumbo.site.policy_shown import policy
from rumbo.site.public.sheet import source_line

_NAMED = re.compile(r"\((?P<source>[a-z][a-z0-9_-]*:[0-9][0-9,-]*)\)")


def with_sources(text: str) -> str:
    """A text of a header; ``(pnmce:5118)`` in it becomes the title of the document and its line."""
    return _NAMED.sub(lambda found: f"({source_line(policy(), found['source'])})", text)
