"""What does a policy publish? The four subjects of its catalogue, described in both languages."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum

from rumbo.core.exchange.dcat.records import Catalogue, Dataset, Distribution, Frequency, Words
from rumbo.core.exchange.publication import Publication
from rumbo.core.language import Language, _, speaking
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import simulated_sentence


class Subject(StrEnum):
    """What a dataset of the catalogue speaks of."""

    SHEETS = "sheets"
    OBSERVATIONS = "observations"
    REPORTS = "reports"
    TRADE = "trade"


_FREQUENCIES = {
    Subject.SHEETS: Frequency.IRREGULAR,
    Subject.OBSERVATIONS: Frequency.CONTINUOUS,
    Subject.REPORTS: Frequency.ANNUAL,
    Subject.TRADE: Frequency.WEEKLY,
}


def catalogue_of(
    policy: Policy,
    publication: Publication,
    datasets: Sequence[Dataset],
    *,
    issued: date | datetime,
    modified: date | datetime,
) -> Catalogue:
    """The catalogue of a policy's open data.

    Args:
        policy: gives the names and the country.
        publication: gives the address, which is the catalogue's name in the web of data.
        datasets: what it holds, see :func:`described`.
        issued: when the catalogue first appeared.
        modified: when anything in it last changed.
    """
    return Catalogue(
        title=_both(lambda: _("Open data: {policy}").format(policy=policy.short_title)),
        description=_both(lambda: _holds(policy)),
        publication=publication,
        country=policy.country,
        issued=issued,
        modified=modified,
        datasets=tuple(datasets),
    )


def described(
    policy: Policy,
    subject: Subject,
    *,
    address: str,
    distributions: Sequence[Distribution],
    issued: date | datetime,
    modified: date | datetime,
    first_year: int | None = None,
    last_year: int | None = None,
    simulated: bool = False,
) -> Dataset:
    """One subject of the policy as a dataset.

    Args:
        policy: gives the names, and the years where none are given: from the baseline to the horizon.
        subject: what the dataset speaks of.
        address: its page.
        distributions: its files.
        issued: when it first appeared.
        modified: when it last changed.
        first_year: first year that its figures speak of.
        last_year: last year that its figures speak of.
        simulated: whether it holds simulated values; its description then says so.
    """
    first, last = first_year or policy.baseline_year, last_year or policy.horizon
    return Dataset(
        address=address,
        title=_both(lambda: f"{_title(subject)}: {policy.short_title}"),
        description=_both(lambda: _described(subject, simulated=simulated)),
        keywords=(*_keywords(), Words(policy.short_title, policy.short_title)),
        issued=issued,
        modified=modified,
        first_day=date(first, 1, 1),
        last_day=date(last, 12, 31),
        frequency=_FREQUENCIES[subject],
        distributions=tuple(distributions),
    )


def distribution(
    content: bytes,
    *,
    title: Words,
    address: str,
    page: str,
    media_type: str,
    issued: date | datetime,
    modified: date | datetime | None = None,
    conforms_to: str | None = None,
    languages: tuple[Language, ...] = ("es",),
) -> Distribution:
    """A file as a distribution, its size and hash taken from its bytes.

    Args:
        content: the bytes that are served.
        title: what the file is.
        address: where the file is downloaded.
        page: where it is found.
        media_type: its media type.
        issued: when it first appeared.
        modified: when it last changed.
        conforms_to: address of the standard that it keeps.
        languages: languages of its words.
    """
    return Distribution(
        title=title,
        access_url=page,
        download_url=address,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        issued=issued,
        modified=modified,
        conforms_to=conforms_to,
        languages=languages,
    )


def _holds(policy: Policy) -> str:
    what = _("Sheets, figures, reports and trade statistics with which this policy is monitored: {policy}")
    return what.format(policy=policy.title)


def _title(subject: Subject) -> str:
    return {
        Subject.SHEETS: _("Objectives, services and technical sheets of the indicators"),
        Subject.OBSERVATIONS: _("Expected and obtained values of the indicators"),
        Subject.REPORTS: _("Annual monitoring reports"),
        Subject.TRADE: _("Foreign trade statistics"),
    }[subject]


def _described(subject: Subject, *, simulated: bool) -> str:
    told = {
        Subject.SHEETS: _(
            "What the policy promises: its tree, and each indicator with its formula, baseline and expected values."
        ),
        Subject.OBSERVATIONS: _(
            "What was expected and what was obtained, year by year, with the compliance ratio and the state of each "
            "value. No data is never a zero."
        ),
        Subject.REPORTS: _("The reports as they were issued, in every format, with the fingerprint of each document."),
        Subject.TRADE: _(
            "Exports and imports added up from customs declarations; what could reveal a firm is withheld."
        ),
    }[subject]
    return f"{told} {simulated_sentence()}" if simulated else told


def _keywords() -> tuple[Words, ...]:
    return (
        _both(lambda: _("public policy")),
        _both(lambda: _("monitoring")),
        _both(lambda: _("indicators")),
        _both(lambda: _("foreign trade")),
    )


def _both(said: Callable[[], str]) -> Words:
    """The same sentence in both languages."""
    spoken: dict[Language, str] = {}
    for chosen in ("es", "en"):
        with speaking(chosen):
            spoken[chosen] = said()
    return Words(**spoken)
