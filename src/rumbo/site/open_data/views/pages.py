"""The page of the open data."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.core.exchange.dcat import Subject
from rumbo.core.language import language
from rumbo.site.caching import public_page
from rumbo.site.open_data.downloads import downloads, size_told
from rumbo.site.open_data.figures_published import last_change, open_report
from rumbo.site.open_data.publisher import publication
from rumbo.site.public.published import ReportFile, files_of, published
from rumbo.site.trade.source import latest


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What there is, in which forms, how fresh, under which licence, and how to cite and read it."""
    told, report = publication(request), open_report(language())
    files = downloads(told, language())
    context = {
        "publication": told,
        "report": report,
        "values": sum(row.value is not None for row in report.data),
        "changed": last_change(),
        "sheets": [file for file in files if file.subject is Subject.SHEETS],
        "observations": [file for file in files if file.subject is Subject.OBSERVATIONS],
        "reports": [(record, _sized(files_of(record.report))) for record in published()],
        "lake": latest(),
        "simulated": report.simulated,
        "here_address": request.build_absolute_uri(request.path),
    }
    return render(request, "open_data/home.html", context)


def _sized(files: Iterable[ReportFile]) -> list[tuple[ReportFile, str]]:
    return [(file, size_told(file.size) if file.size is not None else "") for file in files]
