"""What a page shows of the ledger: which year, which moment, which values count. Read once, kept until it changes.

Every page that tells where the policy stands takes its figures from here, so that no two pages disagree. A page for
everyone shows what the planning office published; those who work on the values may look at what was approved or
reported, and auditors at any moment of the past.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from django.http import HttpRequest

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.models import Campaign, CampaignDue, IssuedReport, Publication, Transition
from rumbo.apps.ledger.standing import LedgerStanding, standing_at
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import Language, _, language, speaking
from rumbo.core.observations import State
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.labels import local
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.texts import shortened
from rumbo.site.permissions import READERS
from rumbo.site.persons import roles_of
from rumbo.site.policy_shown import method, policy

#: How an address asks for a year, a moment and a view.
YEAR, MOMENT, VIEW = "anio", "al", "vista"
#: Digits of the longest year; and how much is repeated of what somebody asked for.
_YEAR_DIGITS, _TOLD = 4, 60
VIEWS = {"publicado": State.PUBLISHED, "aprobado": State.VALIDATED, "reportado": State.SUBMITTED}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which state of the ledger a page shows.

    Attributes:
        year: the year judged.
        as_of: a moment of the past, asked for by an auditor; ``None`` for now.
        counted_from: values in this state or a later one count.
    """

    year: int
    as_of: datetime | None = None
    counted_from: State = State.PUBLISHED

    @property
    def special(self) -> bool:
        """Whether this is another view than the one everyone sees."""
        return self.as_of is not None or self.counted_from is not State.PUBLISHED


def shown(request: HttpRequest) -> Shown:
    """What the address asks to be shown.

    Raises:
        InputError: the year is none of the policy, the moment cannot be read, or the view does not exist.
    """
    chosen = Shown(_year(request.GET.get(YEAR, "")))
    if not READERS.allows(roles_of(request.user), signed_in=request.user.is_authenticated):
        return chosen
    if asked := request.GET.get(VIEW, ""):
        chosen = replace(chosen, counted_from=_view(asked))
    if asked := request.GET.get(MOMENT, ""):
        chosen = replace(chosen, as_of=selectors.parse_as_of(asked, policy().code))
    return chosen


def of_year(year: int) -> Shown:
    """What everyone sees of a year.

    Raises:
        InputError: the year is none of the policy.
    """
    return Shown(_year(str(year)))


def latest_year() -> int:
    """The latest year with a published value; the first one with targets where there is none."""
    found = _latest_published(policy().code, public_mark())
    return found or min(policy().target_years, default=policy().baseline_year)


def standing_of(chosen: Shown) -> LedgerStanding:
    """The judged values of a view."""
    return _standing(chosen, _mark(chosen), _today(), language())


def report_of(chosen: Shown, spoken: Language | None = None) -> Report:
    """The report of a view as data, in the reader's language."""
    return _report(chosen, _mark(chosen), _today(), spoken or language())


def public_mark() -> str:
    """Hash of the last entry of the ledger that changed what everyone sees; empty for an empty ledger. One query.

    What people report and review meanwhile does not change it, so that public pages stay as they are kept.
    """
    return _public_mark(policy().code, selectors.head().row_hash)


@lru_cache(maxsize=64)
def _public_mark(code: str, head: str) -> str:
    last = (
        Transition.objects.filter(revision__policy=code, to_state=State.PUBLISHED),
        Campaign.objects.filter(policy=code),
        CampaignDue.objects.filter(policy=code),
        IssuedReport.objects.filter(policy=code),
        Publication.objects.filter(policy=code),
    )
    found = [rows.order_by("-sequence").values_list("sequence", "row_hash").first() for rows in last]
    return max((entry for entry in found if entry), default=(0, ""))[1]


def _mark(chosen: Shown) -> str:
    """What the figures of a view depend on beside the day: the policy and the last entry that counts for it."""
    return f"{policy().sha256} {selectors.head().row_hash if chosen.special else public_mark()}"


def _today() -> str:
    """The day on the installation's clock: alerts depend on it."""
    return local(datetime.now(UTC)).date().isoformat()


def _year(given: str) -> int:
    if not given:
        return latest_year()
    first, last = policy().baseline_year, policy().horizon
    if not given.isdecimal() or len(given) > _YEAR_DIGITS or not first <= int(given) <= last:
        raise InputError(
            Problem(
                _("“{given}” is no year of the policy.").format(given=shortened(given, _TOLD)),
                mend=_("Ask for a year from {first} to {last}.").format(first=first, last=last),
            )
        )
    return int(given)


def _view(given: str) -> State:
    if given not in VIEWS:
        raise InputError(
            Problem(
                _("There is no view “{given}”.").format(given=shortened(given, _TOLD)),
                mend=_("Ask for one of: {known}.").format(known=", ".join(VIEWS)),
            )
        )
    return VIEWS[given]


@lru_cache(maxsize=8)
def _latest_published(code: str, mark: str) -> int | None:
    """The latest year of which a value was published."""
    published = Transition.objects.filter(revision__policy=code, to_state=State.PUBLISHED)
    years = published.order_by("-revision__year").values_list("revision__year", flat=True)
    found: int | None = years.first()
    return found


@lru_cache(maxsize=64)
def _standing(chosen: Shown, mark: str, day: str, spoken: Language) -> LedgerStanding:
    with speaking(spoken):  # the alerts are sentences
        return standing_at(policy(), chosen.year, method=method(), as_of=chosen.as_of, counted_from=chosen.counted_from)


@lru_cache(maxsize=64)
def _report(chosen: Shown, mark: str, day: str, spoken: Language) -> Report:
    seen = _standing(chosen, mark, day, spoken)
    return build_report(seen.standing, seen.provenance, status="provisional", number=None, language=spoken)
