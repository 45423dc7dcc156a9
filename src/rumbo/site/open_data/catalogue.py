"""What do data portals collect? The catalogue (DCAT) of all that is published, with size and hash of each file."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from rumbo.core.exchange.dcat import Catalogue, Dataset, Distribution, Subject, Words, catalogue_of, described
from rumbo.core.language import Language
from rumbo.core.reporting.model import Report
from rumbo.site.open_data.downloads import Download, downloads
from rumbo.site.open_data.figures_published import last_change, open_report
from rumbo.site.open_data.publisher import publication
from rumbo.site.policy_shown import policy
from rumbo.site.public.published import files_of, published
from rumbo.site.trade.source import latest, years_with_lines


def catalogue(request: HttpRequest, spoken: Language) -> Catalogue:
    """The catalogue of this installation; addresses are those under which it was asked for."""
    report, changed = open_report(spoken), last_change()
    files = downloads(publication(request), spoken)
    datasets = [_files(request, subject, files, report, spoken) for subject in (Subject.SHEETS, Subject.OBSERVATIONS)]
    datasets += [*_reports(request), *_trade(request)]
    return catalogue_of(policy(), publication(request), datasets, issued=changed, modified=changed)


def _files(
    request: HttpRequest, subject: Subject, files: tuple[Download, ...], report: Report, spoken: Language
) -> Dataset:
    page, changed = _home(request), last_change()
    return described(
        policy(),
        subject,
        address=f"{page}#{subject}",
        distributions=[_distribution(request, file, changed, spoken) for file in files if file.subject is subject],
        issued=changed,
        modified=changed,
        last_year=report.year if subject is Subject.OBSERVATIONS else None,
        simulated=report.simulated,
    )


def _distribution(request: HttpRequest, file: Download, changed: datetime, spoken: Language) -> Distribution:
    return Distribution(
        title=file.title,
        access_url=_home(request),
        download_url=request.build_absolute_uri(reverse("open_data:file", args=[file.name])),
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        issued=changed,
        conforms_to=file.conforms_to or None,
        languages=(spoken,),
    )


def _reports(request: HttpRequest) -> list[Dataset]:
    """The files of the reports, where one was published."""
    found = published()
    if not found:
        return []
    distributions = [
        Distribution(
            title=Words(es=file.name, en=file.name),
            access_url=request.build_absolute_uri(reverse("public:report", args=[record.report.number])),
            download_url=request.build_absolute_uri(
                reverse("public:report_file", args=[record.report.number, file.name])
            ),
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            issued=record.published_at,
            languages=("en",) if record.report.language == "en" else ("es",),
        )
        for record in found
        for file in files_of(record.report)
        if file.size is not None
    ]
    years = [record.report.year for record in found]
    return [
        described(
            policy(),
            Subject.REPORTS,
            address=request.build_absolute_uri(reverse("public:reports")),
            distributions=distributions,
            issued=found[-1].published_at,
            modified=found[0].published_at,
            first_year=min(years),
            last_year=max(years),
            simulated=open_report("es").simulated,
        )
    ]


def _trade(request: HttpRequest) -> list[Dataset]:
    """The statistics of the lake: their files are made as they are asked for, each under its own address."""
    version = latest()
    if version is None:
        return []
    years = years_with_lines()
    return [
        described(
            policy(),
            Subject.TRADE,
            address=request.build_absolute_uri(reverse("trade:explorer")),
            distributions=(),
            issued=version.made_at,
            modified=version.made_at,
            first_year=years[0] if years else None,
            last_year=years[-1] if years else None,
            simulated=bool(version.simulated),
        )
    ]


def _home(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("open_data:home"))
