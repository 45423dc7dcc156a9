"""What changed of what everyone sees? Since the last published report, or else with it."""

from dataclasses import dataclass
from functools import lru_cache

from rumbo.apps.ledger.records import PublishedReportRecord
from rumbo.core.exchange.differences import Change, Differences, What, differences
from rumbo.core.language import Language, language
from rumbo.site.public.published import as_issued, published, published_report
from rumbo.site.public.told import ToldChange, told
from rumbo.site.shown import of_year, public_mark, report_of

#: What a reader of the first page is told of; states, versions and alerts stand on the page of all differences.
_TOLD = (
    What.INDEX,
    What.COVERAGE,
    What.LIGHT,
    What.VALUE,
    What.TARGET,
    What.BASELINE,
    What.INDICATOR_ADDED,
    What.INDICATOR_REMOVED,
)
MOST = 6


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed lately.

    Attributes:
        last: the last published report.
        before: the report that it is compared with; ``None`` where what is told came after it.
        told: the most important changes.
        count: how many there are in all.
    """

    last: PublishedReportRecord
    before: PublishedReportRecord | None
    told: tuple[ToldChange, ...]
    count: int


def latest_changes() -> Changes | None:
    """What was published since the last report, or what that report brought; ``None`` before the first report."""
    reports = published()
    if not reports:
        return None
    last = reports[0]
    since = _since(last.report.number, last.report.year, language(), public_mark())
    if since:
        return Changes(last, None, told(since[:MOST]), len(since))
    before = reports[1] if len(reports) > 1 else None
    compared = between(before, last) if before else None
    brought = compared.of(*_TOLD) if compared else ()
    return Changes(last, before, told(brought[:MOST]), len(brought))


def between(old: PublishedReportRecord, new: PublishedReportRecord) -> Differences | None:
    """What differs between two published reports; ``None`` where one of them cannot be read."""
    return _between(old.report.content_sha256, new.report.content_sha256, old.report.number, new.report.number)


@lru_cache(maxsize=16)
def _between(_old: str, _new: str, old_number: str, new_number: str) -> Differences | None:
    """Kept: what was issued never changes."""
    earlier, later = published_report(old_number), published_report(new_number)
    first = as_issued(earlier.report) if earlier else None
    second = as_issued(later.report) if later else None
    return differences(first, second) if first and second else None


@lru_cache(maxsize=4)
def _since(number: str, year: int, _spoken: Language, _mark: str) -> tuple[Change, ...]:
    """What everyone sees of the year of a report and did not stand in it; kept until that changes."""
    record = published_report(number)
    report = as_issued(record.report) if record else None
    return differences(report, report_of(of_year(year))).of(*_TOLD) if report else ()
