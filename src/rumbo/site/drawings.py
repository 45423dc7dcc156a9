"""Charts as part of a page: drawn once for a figure that does not change, kept, coloured by the page's own tokens."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from rumbo.core.language import Language
from rumbo.core.reporting.chart_series import series_of
from rumbo.core.reporting.model import IndicatorRow, Report
from rumbo.core.reporting.page.drawings import chart, narrow_chart


def indicator_chart(row: IndicatorRow, report: Report) -> SafeString:
    """The chart of an indicator as inline SVG with a name and a description. A tenth of a second the first time."""
    return drawn(row, report.horizon, report.language)


@lru_cache(maxsize=1024)
def drawn(row: IndicatorRow, horizon: int, language: Language) -> SafeString:
    """The same for a page that has no whole report: the policy's last year and the reader's language are enough.

    It is drawn twice, wide and for a telephone; the style sheet shows one of them. Nothing is drawn of no figures.
    """
    shown = series_of(row, horizon)
    if not shown.expected_line and not shown.obtained:
        return mark_safe("")
    return mark_safe(chart(row, horizon, language) + narrow_chart(row, horizon, language))  # noqa: S308 - our own drawing, texts escaped
