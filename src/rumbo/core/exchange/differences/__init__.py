"""What changed between two reports, or between two moments of one? Changes in order of importance, with their reasons.

Two prints of one year tell what was corrected; the reports of two years tell what happened in between. Figures are
compared as the JSON format writes them, so that a report read back from its file equals the one it was printed from.
"""

from rumbo.core.exchange.differences.compare import differences
from rumbo.core.exchange.differences.output import columns, differences_json, rows
from rumbo.core.exchange.differences.records import Cause, Change, Differences, Side, What
from rumbo.core.exchange.differences.wording import headline, sentence, shown, summary, what_name

__all__ = [
    "Cause",
    "Change",
    "Differences",
    "Side",
    "What",
    "columns",
    "differences",
    "differences_json",
    "headline",
    "rows",
    "sentence",
    "shown",
    "summary",
    "what_name",
]
