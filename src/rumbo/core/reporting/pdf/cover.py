"""What does the cover say? Which policy and year, who answers for it, as of when, and by what it is recognised."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.place import locale
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.labels import moment, report_name, simulated_mark, simulated_sentence, status_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.pdf.signs import Fact

_SHORT = 16


@dataclass(frozen=True, slots=True)
class Identity:
    """What every page repeats: running header, footer and the mark of simulated values."""

    title: str
    policy: str
    policy_short: str
    country: str
    year: str
    language: str
    region: str
    running: str
    footer: str
    mark: str
    """``SIMULADO``, or empty."""
    mark_sentence: str
    page: str
    """Page number with holes, ``Página {n} de {m}``."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The facts of the cover, in reading order."""

    status: str
    facts: tuple[Fact, ...]


def identity(report: Report) -> Identity:
    """What every page repeats."""
    name = report_name()
    return Identity(
        title=f"{name} {report.year}",
        policy=report.title,
        policy_short=report.short_title,
        country=report.country,
        year=str(report.year),
        language=report.language,
        region=locale().rsplit("_", 1)[-1],
        running=f"{report.short_title} · {name} {report.year}",
        footer=_("{status} · as of {moment} · document {hash}").format(
            status=_status(report), moment=moment(report.as_of), hash=fingerprint(report)[:_SHORT]
        ),
        mark=simulated_mark() if report.simulated else "",
        mark_sentence=simulated_sentence() if report.simulated else "",
        page=_("Page {n} of {m}"),
    )


def cover(report: Report) -> Cover:
    """The facts of the cover."""
    facts = (
        Fact(_("Year reported"), str(report.year)),
        Fact(_("State of the report"), _status(report)),
        Fact(_("Values as of"), moment(report.as_of)),
        Fact(_("Consolidates"), report.lead_unit),
        Fact(_("Validates and issues"), report.planning_unit),
        Fact(_("Edition of the policy"), report.edition),
        Fact(_("Horizon"), str(report.horizon)),
        Fact(_("Document hash (SHA-256 of its content)"), fingerprint(report)),
    )
    return Cover(status=_status(report), facts=facts)


def _status(report: Report) -> str:
    issued = report.status == "issued"
    if issued and report.number:
        return _("{status}, number {number}").format(status=status_name(issued=True), number=report.number)
    return status_name(issued=issued)
