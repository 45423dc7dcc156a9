"""Where does the policy stand? In one sentence for who has no time, and the indicators that are farthest from it."""

from collections.abc import Callable

from babel.lists import format_list

from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.place import locale
from rumbo.core.reporting.model import IndicatorRow, Report
from rumbo.core.reporting.page.words import headline

#: Indicators that the first page names; the others are one link away.
FARTHEST = 5


def standing_sentence(report: Report) -> str:
    """How many of the indicators that are due reached their expected value, and how far the others are."""
    if not report.with_data:
        return headline(report)
    sentence = _("Of the {due} indicators with an expected value in {year}, {told}.")
    told = [
        told_by(report.lights[light]).format(count=written(report.lights[light]))
        for light, told_by in _TOLD.items()
        if report.lights.get(light)
    ]
    return sentence.format(due=written(report.due), year=report.year, told=format_list(told, locale=locale()))


def farthest(report: Report) -> tuple[IndicatorRow, ...]:
    """The indicators in amber and red that are farthest from what was expected, the farthest first."""
    behind = [row for row in report.indicators if row.light in {Light.RED, Light.AMBER} and row.ratio_pct is not None]
    return tuple(sorted(behind, key=lambda row: row.ratio_pct or 0)[:FARTHEST])


_TOLD: dict[Light, Callable[[int], str]] = {
    Light.GREEN: lambda n: ngettext("{count} reached it or nearly so", "{count} have reached it or nearly so", n),
    Light.AMBER: lambda n: ngettext("{count} is below it", "{count} are below it", n),
    Light.RED: lambda n: ngettext("{count} is far from it", "{count} are far from it", n),
    Light.NO_DATA: lambda n: ngettext("{count} has no data yet", "{count} have no data yet", n),
}
