"""Where does the policy stand, in one look? Two indices, a light for each objective, and what needs attention first."""

from dataclasses import dataclass

from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting.labels import light_meaning, severity_name
from rumbo.core.reporting.model import AlertRow, ObjectiveSection, Report
from rumbo.core.reporting.pdf.signs import Mark, PrintedScore, mark, score
from rumbo.core.reporting.texts import shortened

_FIRST_ALERTS = 5
_MESSAGE, _CONCERNS = 200, 120
"""Letters of an alert on this page, which must stay one page; the section Alerts prints them in full."""


@dataclass(frozen=True, slots=True)
class Card:
    """One of the two big numbers."""

    name: str
    score: PrintedScore
    meaning: str


@dataclass(frozen=True, slots=True)
class LightCount:
    """How many indicators have a light; ``share`` is the part of the strip, 0 to 100."""

    mark: Mark
    count: str
    share: float
    meaning: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with its two scores."""

    code: str
    name: str
    result: PrintedScore
    management: PrintedScore


@dataclass(frozen=True, slots=True)
class FirstAlert:
    """An alert in two lines."""

    severity: str
    level: str
    subject: str
    title: str
    message: str
    concerns: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The one-look page."""

    lead: str
    cards: tuple[Card, ...]
    lights: tuple[LightCount, ...]
    objectives: tuple[ObjectiveLine, ...]
    alerts: tuple[FirstAlert, ...]
    alerts_more: str


def summary(report: Report) -> Summary:
    """The one-look page of a report."""
    return Summary(
        lead=_lead(report),
        cards=(
            Card(_("Result index"), score(report.result), _("What the objectives' own indicators achieved.")),
            Card(
                _("Management index"),
                score(report.management),
                _("What the services achieved in quality and coverage."),
            ),
        ),
        lights=_lights(report),
        objectives=tuple(_objective(o) for o in report.objectives),
        alerts=tuple(_alert(a) for a in report.alerts[:_FIRST_ALERTS]),
        alerts_more=_more(report),
    )


def _lead(report: Report) -> str:
    """What is known, before any figure; a year without values says so first."""
    if not report.due:
        return _("The policy programmes no indicator for {year}.").format(year=report.year)
    if not report.with_data:
        return _(
            "Nothing has been reported for {year} yet: none of the {due} indicators that have an expected value this "
            "year has an obtained value. The indices are therefore not calculated. This report shows, for each "
            "indicator, the last known value and the yearly change needed to reach the next expected value."
        ).format(year=report.year, due=report.due)
    sentence = ngettext(
        "{count} of the {due} indicators that have an expected value in {year} has an obtained value.",
        "{count} of the {due} indicators that have an expected value in {year} have an obtained value.",
        report.with_data,
    )
    known = sentence.format(count=report.with_data, due=report.due, year=report.year)
    missing = report.due - report.with_data
    if not missing:
        return known
    rest = ngettext(
        "{count} has no data and does not enter the indices; no data is not zero.",
        "{count} have no data and do not enter the indices; no data is not zero.",
        missing,
    )
    return f"{known} {rest.format(count=missing)}"


def _lights(report: Report) -> tuple[LightCount, ...]:
    total = sum(report.lights.values()) or 1
    counts = ((light, report.lights.get(light, 0)) for light in Light)
    return tuple(LightCount(mark(li), str(n), round(100 * n / total, 3), light_meaning(li)) for li, n in counts)


def _objective(objective: ObjectiveSection) -> ObjectiveLine:
    return ObjectiveLine(objective.code, objective.name, score(objective.result), score(objective.management))


def _alert(alert: AlertRow) -> FirstAlert:
    return FirstAlert(
        severity=severity_name(alert.severity),
        level=alert.severity.value,
        subject=alert.subject,
        title=alert.title,
        message=shortened(alert.message, _MESSAGE),
        concerns=shortened(alert.concerns, _CONCERNS),
    )


def _more(report: Report) -> str:
    left = len(report.alerts) - _FIRST_ALERTS
    if not report.alerts:
        return _("There are no alerts.")
    if left <= 0:
        return ""
    sentence = ngettext("{count} more alert in the section Alerts.", "{count} more alerts in the section Alerts.", left)
    return sentence.format(count=left)
