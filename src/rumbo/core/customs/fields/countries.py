"""Which texts are countries: ISO 3166 alpha-2 codes, or names of countries in a language."""

import re
from functools import cache

import polars as pl
from babel import Locale

from rumbo.core.customs.fields.texts import text
from rumbo.core.customs.mapping import PartnerRule

#: Codes of the locale data that are no countries of ISO 3166: groups, outlying places, test codes.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
_ALPHA_2 = re.compile("[A-Z]{2}")
_ACCENTS = str.maketrans("ÁÉÍÓÚÜ", "AEIOUU")


def partner(raw: pl.DataFrame, rule: PartnerRule | None) -> tuple[pl.Series, pl.Series]:
    """The partner country of each line, and where something was written that is none."""
    written = text(raw, rule)
    upper = written.str.to_uppercase()
    known = upper.replace_strict(_meanings(rule.names if rule else None), default=None, return_dtype=pl.String)
    return known, known.is_null() & written.is_not_null()


@cache
def codes() -> frozenset[str]:
    """The alpha-2 codes of ISO 3166, and XK for Kosovo, which customs use."""
    names = Locale("en").territories
    return frozenset(c for c in map(str, names) if _ALPHA_2.fullmatch(c) and c not in _NO_COUNTRIES)


@cache
def _meanings(language: str | None) -> dict[str, str]:
    """What may be written, in capitals, and the code that it means."""
    meanings = {code: code for code in codes()}
    if language:
        for code in codes():
            name = Locale(language).territories[code].upper()
            meanings |= {name: code, name.translate(_ACCENTS): code}
    return meanings
