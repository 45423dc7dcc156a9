"""Which files are there? Each with its name, what it is and its bytes, made once for as long as nothing changes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rumbo.core.exchange.dcat import Subject, Words
from rumbo.core.exchange.package import ZIP_MEDIA_TYPE, package_files
from rumbo.core.exchange.package.results import result_tables
from rumbo.core.exchange.package.tree import tree_tables
from rumbo.core.exchange.publication import Publication
from rumbo.core.exchange.sdmx import DATA_MEDIA_TYPE, STRUCTURE_MEDIA_TYPES, data_csv, sdmx_files, structure_xml
from rumbo.core.exchange.zipped import zipped
from rumbo.core.language import LANGUAGES, Language, _, speaking
from rumbo.core.numbers import written
from rumbo.core.reporting.formats import MEDIA_TYPES, Format
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.reporting.model import Report
from rumbo.site.open_data.figures_published import data_marks, open_report
from rumbo.site.open_data.tables import tables_json, tables_workbook
from rumbo.site.policy_shown import policy

_VALUES = ("observations", "targets", "compliance", "breakdowns", "index")
_LARGE = 1024
_CSV, _XLSX, _JSON = MEDIA_TYPES[Format.CSV], MEDIA_TYPES[Format.XLSX], MEDIA_TYPES[Format.JSON]


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the open data.

    Attributes:
        name: its name in addresses, which stays.
        saved_as: its name on the reader's disk, with policy, year and the mark of simulated content.
        title: what it is, in both languages.
        told: its format in a few words.
        subject: what it belongs to.
        media_type: for browsers and programs.
        content: its bytes.
        sha256: their hash.
        conforms_to: address of the standard that it keeps; empty where it is none.
    """

    name: str
    saved_as: str
    title: Words
    told: str
    subject: Subject
    media_type: str
    content: bytes
    sha256: str
    conforms_to: str = ""

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @property
    def size_told(self) -> str:
        """Its size in words."""
        return size_told(self.size)


def size_told(size: int) -> str:
    """A number of bytes as readers write it."""
    thousands = Decimal(size) / 1024
    return f"{written(thousands, 1)} KB" if thousands < _LARGE else f"{written(thousands / 1024, 1)} MB"


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    title: Callable[[], str]
    told: str
    subject: Subject
    media_type: str
    make: Callable[[Report, Publication], bytes]
    conforms_to: str = ""


def downloads(publication: Publication, spoken: Language) -> tuple[Download, ...]:
    """Every file, in the reader's language; the names of columns are the same in both."""
    return _made(publication, spoken, data_marks())


def download(name: str, publication: Publication, spoken: Language) -> Download | None:
    """The file of a name; ``None`` where there is none."""
    return next((file for file in downloads(publication, spoken) if file.name == name), None)


@lru_cache(maxsize=4)
def _made(publication: Publication, spoken: Language, _marks: tuple[str, ...]) -> tuple[Download, ...]:
    report = open_report(spoken)
    with speaking(spoken):
        return tuple(_file(kind, report, publication) for kind in _KINDS)


def _file(kind: _Kind, report: Report, publication: Publication) -> Download:
    content = kind.make(report, publication)
    mark = f"_{simulated_mark()}" if report.simulated else ""
    stem, _dot, suffix = kind.name.rpartition(".")
    return Download(
        name=kind.name,
        saved_as=f"{report.policy_code}_{report.year}_{stem}{mark}.{suffix}",
        title=_both(kind.title),
        told=kind.told,
        subject=kind.subject,
        media_type=kind.media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        conforms_to=kind.conforms_to,
    )


def _both(said: Callable[[], str]) -> Words:
    spoken: dict[Language, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            spoken[language] = said()
    return Words(**spoken)


def _package_file(name: str) -> Callable[[Report, Publication], bytes]:
    return lambda report, publication: package_files(policy(), report, publication)[name]


def _package(report: Report, publication: Publication) -> bytes:
    return zipped(package_files(policy(), report, publication))


def _sdmx(report: Report, _publication: Publication) -> bytes:
    return zipped(sdmx_files(policy(), report))


def _sheets(make: Callable[..., bytes]) -> Callable[[Report, Publication], bytes]:
    return lambda report, _publication: make(report, tree_tables(report))


def _values(make: Callable[..., bytes]) -> Callable[[Report, Publication], bytes]:
    def made(report: Report, _publication: Publication) -> bytes:
        tables = [*tree_tables(report), *result_tables(report)]
        return make(report, [table for table in tables if table.name in _VALUES])

    return made


_KINDS = (
    _Kind(
        "fichas.csv",
        lambda: _("Technical sheets of the indicators"),
        "CSV",
        Subject.SHEETS,
        _CSV,
        _package_file("indicators.csv"),
    ),
    _Kind(
        "fichas.xlsx",
        lambda: _("Objectives, guidelines, services, sheets and expected values"),
        "XLSX",
        Subject.SHEETS,
        _XLSX,
        _sheets(tables_workbook),
    ),
    _Kind(
        "fichas.json",
        lambda: _("Objectives, guidelines, services, sheets and expected values"),
        "JSON",
        Subject.SHEETS,
        _JSON,
        _sheets(tables_json),
    ),
    _Kind(
        "valores.csv",
        lambda: _("Obtained values"),
        "CSV",
        Subject.OBSERVATIONS,
        _CSV,
        _package_file("observations.csv"),
    ),
    _Kind(
        "esperados.csv", lambda: _("Expected values"), "CSV", Subject.OBSERVATIONS, _CSV, _package_file("targets.csv")
    ),
    _Kind(
        "valores.xlsx",
        lambda: _("Obtained and expected values, with their compliance"),
        "XLSX",
        Subject.OBSERVATIONS,
        _XLSX,
        _values(tables_workbook),
    ),
    _Kind(
        "valores.json",
        lambda: _("Obtained and expected values, with their compliance"),
        "JSON",
        Subject.OBSERVATIONS,
        _JSON,
        _values(tables_json),
    ),
    _Kind(
        "paquete.zip",
        lambda: _("Everything as a data package, with the meaning of each column"),
        "Frictionless Data Package",
        Subject.OBSERVATIONS,
        ZIP_MEDIA_TYPE,
        _package,
        "https://specs.frictionlessdata.io/tabular-data-package/",
    ),
    _Kind(
        "sdmx.zip",
        lambda: _("Structure and observations for statistical offices"),
        "SDMX (ZIP)",
        Subject.OBSERVATIONS,
        ZIP_MEDIA_TYPE,
        _sdmx,
        "https://sdmx.org/",
    ),
    _Kind(
        "sdmx-estructura.xml",
        lambda: _("Structure of the observations"),
        "SDMX-ML 3.0",
        Subject.OBSERVATIONS,
        STRUCTURE_MEDIA_TYPES["3.0"],
        lambda r, _p: structure_xml(policy(), r),
        "https://sdmx.org/",
    ),
    _Kind(
        "sdmx-estructura-2.1.xml",
        lambda: _("Structure of the observations"),
        "SDMX-ML 2.1",
        Subject.OBSERVATIONS,
        STRUCTURE_MEDIA_TYPES["2.1"],
        lambda r, _p: structure_xml(policy(), r, standard="2.1"),
        "https://sdmx.org/",
    ),
    _Kind(
        "sdmx-datos.csv",
        lambda: _("Observations"),
        "SDMX-CSV 2.0",
        Subject.OBSERVATIONS,
        DATA_MEDIA_TYPE,
        lambda r, _p: data_csv(policy(), r),
        "https://sdmx.org/",
    ),
)
