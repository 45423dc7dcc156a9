"""What every page with figures gives its template: the report, the year to choose, the mark of what is simulated."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rumbo.core.reporting.model import Report
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown, report_of, shown


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a page: the view that was asked for and the report of it."""

    chosen: Shown
    report: Report

    def context(self, **more: object) -> dict[str, Any]:
        """What the template gets."""
        years = range(policy().baseline_year, policy().horizon + 1)
        return {"shown": self.chosen, "report": self.report, "simulated": self.report.simulated, "years": years, **more}


def figures_of(request: HttpRequest) -> Figures:
    """The figures that a page was asked to show.

    Raises:
        InputError: the year, the moment or the view cannot be used.
    """
    chosen = shown(request)
    return Figures(chosen, report_of(chosen))
