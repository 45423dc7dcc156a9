"""From the report to the bytes of its page: the same report gives the same bytes."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rumbo.core.language import _, speaking
from rumbo.core.monitoring.notes import note_text
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.reporting import figures, labels
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.page import words
from rumbo.core.reporting.page.drawings import chart, tokens
from rumbo.core.reporting.provenance import provenance

_TEMPLATES = Path(__file__).parent.parent / "templates"


def render_html(report: Report) -> bytes:
    """Print the annual monitoring report as one accessible page in the report's language.

    Every text is escaped where it is put on the page; the only markup that comes from elsewhere are the charts, which
    are made from figures and from labels of our own.
    """
    with speaking(report.language):
        page = (
            _environment()
            .get_template("report.html")
            .render(
                report=report,
                fingerprint=fingerprint(report),
                provenance=provenance(report),
                tokens=Markup(tokens()),  # noqa: S704 - colours of our own palette
                worst=report.alerts[: words.FIRST_ALERTS],
            )
        )
    return page.encode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"_": _, "lights": tuple(Light), "words": words, "labels": labels, "chart": chart}
    environment.filters |= {
        "figure": figures.figure,
        "percent": figures.percent,
        "amount": figures.amount,
        "terms": figures.terms,
        "coverage": figures.coverage,
        "written": written,
        "light_name": labels.light_name,
        "note_text": note_text,
        "chart_sentence": chart_sentence,
    }
    return environment
