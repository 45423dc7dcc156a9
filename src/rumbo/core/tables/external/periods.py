"""Which quarter does a heading name? The ways in which statistical offices write periods."""

import re
from dataclasses import dataclass

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)?\d{2})"
_LONG_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WORD = r"(?:trim(?:estre)?\.?|t|q)"
_ROMANS = r"(?P<quarter>iv|iii|ii|i)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_ROMANS}(?:\s*{_WORD})?[\s./'-]+{_YEAR}",  # IV.24, I Trim 2024
        rf"(?P<quarter>[1-4])\s*{_WORD}[\s./'-]*{_YEAR}",  # 4T24, 4 trim. 2024
        rf"{_WORD}\s?(?P<quarter>iv|iii|ii|i|[1-4])[\s./'-]*{_YEAR}",  # T1-2024, Q4 2024, T124
        rf"{_LONG_YEAR}[\s./-]*(?:{_WORD}\s?)?{_ROMANS}(?:\s*{_WORD})?",  # 2024-IV, 2024 IV trim
        rf"{_LONG_YEAR}[\s./-]*{_WORD}\s?(?P<quarter>[1-4])",  # 2024Q4, 2024-T4
        rf"{_LONG_YEAR}[/-](?P<quarter>[1-4])",  # 2024-4
    )
)
_WHOLE_YEAR = re.compile(r"(?:a[nñ]o\s+)?(?P<year>(?:19|20)\d{2})(?:\s*(?:a[nñ]o|anual|total))?")
_NOTES = re.compile(r"(?:\s*\d/|\*)+$")
_CENTURY_TURN = 70
_TWO_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, or a whole year where ``quarter`` is ``None``."""

    year: int
    quarter: int | None


def period_of(heading: object) -> Period | None:
    """The period that a heading names; ``None`` where it names none.

    ``IV.24``, ``T1-2024``, ``4T24``, ``Q4 2024``, ``2024-IV``, ``I Trim 2024`` and the series code ``T424`` name
    quarters; ``2024`` and ``Año 2024`` name years. Two digits are years from 1970 to 2069.
    """
    text = _bare(heading)
    for form in _FORMS:
        if found := form.fullmatch(text):
            quarter = found["quarter"]
            return Period(_year(found["year"]), _ROMAN.get(quarter) or int(quarter))
    whole = _WHOLE_YEAR.fullmatch(text)
    return Period(int(whole["year"]), None) if whole else None


def quarter_of(heading: object) -> int | None:
    """The quarter that a heading below a year names: ``I`` to ``IV``, ``T1``, ``1``, ``IV Trim``."""
    text = re.sub(rf"^{_WORD}\s*|\s*{_WORD}$", "", _bare(heading)).strip(" .")
    return _ROMAN.get(text) or (int(text) if text in {"1", "2", "3", "4"} else None)


def is_whole_year(heading: object) -> bool:
    """Whether a heading below a year names the year as a whole: ``Año``, ``Total``."""
    return _bare(heading).strip(" .") in {"año", "ano", "anual", "total", "year"}


def _bare(heading: object) -> str:
    text = "" if heading is None else str(heading)
    return _NOTES.sub("", " ".join(text.lower().replace("°", "").split())).strip()


def _year(digits: str) -> int:
    year = int(digits)
    if year >= _TWO_DIGITS:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)
