"""In which formats can a report be printed, and how are its files called?"""

from enum import StrEnum

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, speaking
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.reporting.model import Report


class Format(StrEnum):
    """A format of the report; all of them carry the same figures."""

    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


#: For servers that hand the files out.
MEDIA_TYPES: dict[Format, str] = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HTML: "text/html; charset=utf-8",
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
}


def parse_formats(text: str) -> tuple[Format, ...]:
    """Formats from a text with commas, ``pdf,xlsx``, each once and in the order given.

    Raises:
        InputError: an unknown format, or none at all.
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    known = ", ".join(Format)
    unknown = [name for name in names if name not in set(Format)]
    problems = [Problem(_("There is no format “{name}”.").format(name=n), mend=_known(known)) for n in unknown]
    if not names:
        problems.append(Problem(_("No format was named."), mend=_known(known)))
    if problems:
        raise InputError(*problems)
    return tuple(dict.fromkeys(Format(name) for name in names))


def _known(known: str) -> str:
    return _("The formats are: {names}.").format(names=known)


def file_name(report: Report, format_: Format, part: str = "") -> str:
    """Name of a file of the report: ``pnmce-2040_reporte-de-seguimiento_2026_SIMULADO.pdf``.

    Args:
        report: its language gives the words, its mark the ending.
        format_: gives the suffix.
        part: name of one file among several of the same format, ``alertas``.
    """
    with speaking(report.language):
        pieces = [report.policy_code, _("monitoring-report"), str(report.year)]
        pieces += [simulated_mark()] if report.simulated else []
    pieces += [part] if part else []
    return f"{'_'.join(pieces)}.{format_}"
