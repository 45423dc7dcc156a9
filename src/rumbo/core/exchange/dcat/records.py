"""What does a catalogue say of its data? Catalogue, datasets and files, as frozen records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rumbo.core.exchange.publication import Publication
from rumbo.core.language import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    es: str
    en: str


class Frequency(StrEnum):
    """How often a dataset is made anew, in the words of the European list of frequencies."""

    ANNUAL = "ANNUAL"
    CONTINUOUS = "CONT"
    IRREGULAR = "IRREG"
    WEEKLY = "WEEKLY"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a dataset.

    Attributes:
        title: what the file is.
        access_url: the page where it is found.
        download_url: the file itself.
        media_type: its media type; parameters such as a character set are left out of the catalogue.
        size: bytes.
        sha256: hash of its bytes in hexadecimal.
        issued: when it first appeared.
        modified: when it last changed; ``None`` where it never did.
        conforms_to: address of the standard that it keeps, if there is one.
        languages: languages of its words.
    """

    title: Words
    access_url: str
    download_url: str
    media_type: str
    size: int
    sha256: str
    issued: date | datetime
    modified: date | datetime | None = None
    conforms_to: str | None = None
    languages: tuple[Language, ...] = ("es",)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Data on one subject.

    Attributes:
        address: its own page, which is also its name in the web of data.
        title: its name.
        description: what it holds, and where its figures are simulated, that they are.
        keywords: words by which it is found.
        issued: when it first appeared.
        modified: when it last changed.
        first_day: first day that the figures speak of; ``None`` where it is not known.
        last_day: last day that the figures speak of.
        frequency: how often it is made anew.
        distributions: its files.
    """

    address: str
    title: Words
    description: Words
    keywords: tuple[Words, ...]
    issued: date | datetime
    modified: date | datetime
    first_day: date | None
    last_day: date | None
    frequency: Frequency
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All datasets of a publication.

    Attributes:
        title: its name.
        description: what it holds.
        publication: who publishes, where, and under which licence.
        country: the country that the data speak of: its code of two letters (ISO 3166), or its name.
        issued: when it first appeared.
        modified: when it last changed.
        datasets: its datasets.
        languages: languages of its words.
    """

    title: Words
    description: Words
    publication: Publication
    country: str
    issued: date | datetime
    modified: date | datetime
    datasets: tuple[Dataset, ...]
    languages: tuple[Language, ...] = LANGUAGES
