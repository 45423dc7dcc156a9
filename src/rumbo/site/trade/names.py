"""What do the codes of a result stand for? Names from the reference tables, in the language of the reader."""

from collections.abc import Mapping
from functools import lru_cache

from babel.dates import get_month_names

from rumbo.core.language import Language, language
from rumbo.core.place import locale
from rumbo.core.statistics.vocabulary import class_text
from rumbo.core.tables import table
from rumbo.site.trade.source import data_mark

_TABLES: Mapping[str, tuple[str, str, str]] = {
    "partner": ("country", "name_es", "name_en"),
    "market": ("country", "name_es", "name_en"),
    "department": ("department", "name", "name"),
    "customs_office": ("customs_office", "name", "name"),
    "port": ("port", "name", "name"),
    "transport_mode": ("transport_mode", "name_es", "name_en"),
}
"""Of columns that hold codes: the table with the names, and its column in each language."""
_NAMED: Mapping[str, str] = {"partner_name": "partner", "mode_name": "transport_mode"}
"""Of columns that hold Spanish names: the column of their codes."""


def class_name(column: str, code: object) -> str:
    """What a code of a column stands for; empty where it says all itself."""
    if column == "month" and str(code).isdecimal():
        return str(get_month_names(locale=locale()).get(int(str(code)), ""))
    if column not in _TABLES:
        return ""
    return _names(column, language(), data_mark()).get(str(code), "")


def spoken(column: str, name: str) -> str:
    """A class that is a word, in the language of the reader; as it is where nobody knows how."""
    if column in _NAMED and language() == "en":
        return _english(_NAMED[column], data_mark()).get(name, class_text(name))
    return class_text(name)


@lru_cache(maxsize=32)
def _english(column: str, mark: str) -> Mapping[str, str]:
    spanish = _names(column, "es", mark)
    return {name: _names(column, "en", mark)[code] for code, name in spanish.items()}


@lru_cache(maxsize=32)
def _names(column: str, spoken: Language, mark: str) -> Mapping[str, str]:
    name, spanish, english = _TABLES[column]
    rows = table(name).arrow.to_pylist()
    return {str(row["code"]): str(row[english if spoken == "en" else spanish]) for row in rows}
