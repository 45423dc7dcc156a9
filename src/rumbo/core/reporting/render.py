"""How is a report printed? Each format has one renderer; all of them read the report and nothing else."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rumbo.core.language import speaking
from rumbo.core.reporting.formats import Format, file_name
from rumbo.core.reporting.model import Report
from rumbo.core.whole_files import place_whole


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file that was written, with the SHA-256 of its bytes."""

    path: Path
    sha256: str
    format: Format


def render(report: Report, format_: Format) -> bytes:
    """The report in one format; the same report gives the same bytes. CSV gives its main table, one row an indicator.

    See :func:`render_files` for every table of the CSV format.
    """
    return render_files(report, format_)[file_name(report, format_)]


def render_files(report: Report, format_: Format) -> dict[str, bytes]:
    """Every file of one format by its name: one for each format but CSV, which is one file a table."""
    with speaking(report.language):
        return _RENDERERS[format_](report)


def write_report(report: Report, formats: Iterable[Format], folder: Path) -> tuple[PrintedFile, ...]:
    """Print the report into a folder, which is created where it is missing.

    Everything is rendered before anything is written, and each file appears whole or not at all: it is written under
    another name beside its place and then renamed.

    Returns:
        The files in the order of the formats.
    """
    rendered = [(format_, render_files(report, format_)) for format_ in dict.fromkeys(formats)]
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        PrintedFile(place_whole(folder / name, content), hashlib.sha256(content).hexdigest(), format_)
        for format_, files in rendered
        for name, content in files.items()
    )


def _pdf(report: Report) -> dict[str, bytes]:
    from rumbo.core.reporting.pdf import render_pdf  # noqa: PLC0415 - typst is slow to load and few commands need it

    return {file_name(report, Format.PDF): render_pdf(report)}


def _xlsx(report: Report) -> dict[str, bytes]:
    from rumbo.core.reporting.workbook import render_xlsx  # noqa: PLC0415 - loaded only when asked for

    return {file_name(report, Format.XLSX): render_xlsx(report)}


def _html(report: Report) -> dict[str, bytes]:
    from rumbo.core.reporting.page import render_html  # noqa: PLC0415 - loaded only when asked for

    return {file_name(report, Format.HTML): render_html(report)}


def _json(report: Report) -> dict[str, bytes]:
    from rumbo.core.reporting.canonical import canonical_json  # noqa: PLC0415 - loaded only when asked for

    return {file_name(report, Format.JSON): canonical_json(report)}


def _csv(report: Report) -> dict[str, bytes]:
    from rumbo.core.reporting.tables import render_csv  # noqa: PLC0415 - loaded only when asked for

    return render_csv(report)


_RENDERERS: dict[Format, Callable[[Report], dict[str, bytes]]] = {
    Format.PDF: _pdf,
    Format.XLSX: _xlsx,
    Format.HTML: _html,
    Format.JSON: _json,
    Format.CSV: _csv,
}
