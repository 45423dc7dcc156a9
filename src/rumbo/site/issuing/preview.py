"""What would be issued now: the report of approved values, what is not yet in it, and who signed it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.models import Office
from rumbo.apps.ledger.records import IssuedReportRecord, PublishedReportRecord
from rumbo.apps.ledger.signing import SIGNERS, SignOffRecord, content_sha256, office_name, sign_offs
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.exchange.differences import Differences, What, differences
from rumbo.core.language import language
from rumbo.core.observations import Observation, State
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.model import Report
from rumbo.site.policy_shown import method, policy
from rumbo.site.public.published import files_of
from rumbo.site.shown import Shown, report_of


@dataclass(frozen=True, slots=True)
class Signature:
    """The place of one office under the report.

    Attributes:
        office: which office.
        name: what it is called.
        role: whose role signs.
        given: the last signature of the office; ``None`` where there is none.
    """

    office: Office
    name: str
    role: str
    given: SignOffRecord | None

    @property
    def holds(self) -> bool:
        """Whether the office has signed what would be issued."""
        return self.given is not None and self.given.holds


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page of a year shows before it is issued.

    Attributes:
        report: the report of approved values.
        content: hash of what would be signed.
        signatures: the two offices.
        waiting: reported values that are not approved yet, worst first; they will not count.
        since: what changed since the last report of the year was issued; ``None`` where none was. That its values were
            made public with it is no change.
    """

    report: Report
    content: str
    signatures: tuple[Signature, ...]
    waiting: tuple[Observation, ...]
    since: Differences | None

    @property
    def news(self) -> bool:
        """Whether a report issued now would say anything that the last one of the year did not."""
        return self.since is None or not self.since.same

    @property
    def ready(self) -> bool:
        """Whether both offices signed what would be issued now."""
        return all(signature.holds for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an issued report: its name, what it is called in a list, its bytes; ``None`` where it is missing."""

    name: str
    label: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued report and its publication, where it was published."""

    report: IssuedReportRecord
    published: PublishedReportRecord | None

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """Its files, those for readers first, called by format and part: all begin with the same long name."""
        kept = files_of(self.report)
        whole = min((PurePath(file.name).stem for file in kept), key=len, default="")
        parts = [PurePath(file.name).stem.removeprefix(whole).strip("_") for file in kept]
        return tuple(
            KeptFile(file.name, f"{file.format} · {part}" if part else file.format, file.size)
            for file, part in zip(kept, parts, strict=True)
        )


def preview_of(year: int) -> Preview:
    """Everything that the page of a year shows before it is issued.

    Raises:
        InputError: the policy does not cover the year.
    """
    seen = standing_at(policy(), year, method=method(), counted_from=State.VALIDATED)
    report = build_report(seen.standing, seen.provenance, status="provisional", number=None, language=language())
    approved = seen.standing.observations
    reported = selectors.observations(policy().code)
    waiting = [held for key, held in reported.items() if key[1] == year and _differs(held, approved)]
    last = selectors.issued_reports(policy().code, year)
    return Preview(
        report=report,
        content=content_sha256(seen.standing),
        signatures=_signatures(year),
        waiting=tuple(waiting),
        since=_told(differences(_as_issued(last[-1]), report)) if last else None,
    )


def issued_reports(year: int | None = None) -> tuple[Issued, ...]:
    """The reports that were issued, newest first, and which of them are public."""
    published = {one.report.number: one for one in selectors.published_reports(policy().code)}
    found = selectors.issued_reports(policy().code, year)
    return tuple(Issued(one, published.get(one.number)) for one in reversed(found))


def _told(found: Differences) -> Differences:
    """The differences without those that publication itself makes."""
    kept = (c for c in found.changes if (c.what, c.new) != (What.STATE, State.PUBLISHED.value))
    return replace(found, changes=tuple(kept))


def _as_issued(issued: IssuedReportRecord) -> Report:
    return report_of(Shown(issued.year, as_of=issued.as_of, counted_from=State.VALIDATED))


def _differs(held: Observation, approved: Mapping[tuple[str, int], Observation]) -> bool:
    """Whether the latest reported revision is another than the approved one."""
    counted = approved.get((held.indicator, held.year))
    return counted is None or counted.revision != held.revision


def _signatures(year: int) -> tuple[Signature, ...]:
    last = {signed.office: signed for signed in sign_offs(policy(), year, method=method())}
    return tuple(Signature(office, office_name(office), SIGNERS[office], last.get(office)) for office in Office)
