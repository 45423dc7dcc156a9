"""What is printed, page by page? The whole document as words, before any layout."""

from dataclasses import dataclass

from rumbo.core.reporting import palette
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.pdf.annexes import (
    PrintedAlert,
    PrintedDatum,
    PrintedMethod,
    alerts,
    data,
    method,
    notes,
    signatures,
)
from rumbo.core.reporting.pdf.cover import Cover, Identity, cover, identity
from rumbo.core.reporting.pdf.results import ObjectiveResult, results
from rumbo.core.reporting.pdf.signs import Fact
from rumbo.core.reporting.pdf.summary import Summary, summary
from rumbo.core.reporting.pdf.tables import ObjectiveTable, tables
from rumbo.core.reporting.pdf.words import words


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the templates set, in the order of the pages."""

    identity: Identity
    words: dict[str, str]
    colours: dict[str, str]
    lights: dict[str, palette.LightColours]
    cover: Cover
    summary: Summary
    results: tuple[ObjectiveResult, ...]
    tables: tuple[ObjectiveTable, ...]
    alerts: tuple[PrintedAlert, ...]
    method: PrintedMethod
    data: tuple[PrintedDatum, ...]
    notes: tuple[Fact, ...]
    signatures: tuple[Fact, ...]


def document(report: Report) -> Document:
    """The whole document in the language in force."""
    return Document(
        identity=identity(report),
        words=words(report.year),
        colours=_colours(),
        lights={light.value: colours for light, colours in palette.LIGHTS.items()},
        cover=cover(report),
        summary=summary(report),
        results=results(report),
        tables=tables(report),
        alerts=alerts(report),
        method=method(report),
        data=data(report),
        notes=notes(),
        signatures=signatures(report),
    )


def _colours() -> dict[str, str]:
    return {
        "ink": palette.INK,
        "quiet": palette.QUIET,
        "rule": palette.RULE,
        "wash": palette.WASH,
        "accent": palette.ACCENT,
        "accent_pale": palette.ACCENT_PALE,
        "target": palette.TARGET,
    }
