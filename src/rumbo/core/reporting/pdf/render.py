"""From the report to the bytes of its PDF: the same report gives the same bytes on every machine."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from rumbo.core.language import speaking
from rumbo.core.reporting.charts import FONTS
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.pdf.document import document
from rumbo.core.reporting.pdf.legible import legible_tree

_TEMPLATES = Path(__file__).parent / "templates"


def render_pdf(report: Report) -> bytes:
    """Print the annual monitoring report (reporte de seguimiento) as an accessible PDF.

    The document is tagged, conforms to PDF/UA-1 and speaks the report's language. It depends on the report alone: the
    typeface ships with the package, the fonts of the machine are ignored, and the creation date is the report's
    ``as_of``.

    Args:
        report: the report to print.

    Returns:
        The PDF's bytes.
    """
    with speaking(report.language):
        data = json.dumps(legible_tree(asdict(document(report))), ensure_ascii=False)
    compiler = typst.Compiler(
        _TEMPLATES / "report.typ",
        root=_TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"report": data},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(report.as_of.timestamp()))
    if not isinstance(pdf, bytes):  # pragma: no cover - the compiler's type allows pages as pictures, too
        raise TypeError("the typesetter gave no PDF")
    return pdf
