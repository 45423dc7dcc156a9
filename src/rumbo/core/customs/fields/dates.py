"""How dates are read: eight digits, ISO, or days first; a date that is not one is no date."""

import polars as pl

from rumbo.core.customs.fields.texts import text
from rumbo.core.customs.mapping import DateFormat, DateRule

#: The shape of each way to write a date, and its pattern. The library alone would take 2024115 for 5 November.
_SHAPES: dict[DateFormat, tuple[str, str]] = {
    "yyyymmdd": (r"^([0-9]{8})(?:\.0*)?$", "%Y%m%d"),
    "yyyy-mm-dd": (r"^([0-9]{4}-[0-9]{2}-[0-9]{2})", "%Y-%m-%d"),
    "dd/mm/yyyy": (r"^([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})", "%d/%m/%Y"),
    "dd-mm-yyyy": (r"^([0-9]{1,2}-[0-9]{1,2}-[0-9]{4})", "%d-%m-%Y"),
    "mm/dd/yyyy": (r"^([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})", "%m/%d/%Y"),
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
#: Written where there is no date.
_NONE = r"^[0\s/.\-]*$"


def date(raw: pl.DataFrame, rule: DateRule | None) -> tuple[pl.Series, pl.Series]:
    """The dates of a field, and where something stood there that is neither empty nor a date."""
    written = text(raw, rule)
    if rule is None:
        return pl.Series([None] * raw.height, dtype=pl.Date), pl.Series([False] * raw.height, dtype=pl.Boolean)
    shape, pattern = _SHAPES[rule.date]
    dates = written.str.extract(shape, 1).str.to_date(pattern, strict=False)
    dates = dates.set(~dates.dt.year().is_between(_FIRST_YEAR, _LAST_YEAR), None)
    empty = written.is_null() | written.str.contains(_NONE)
    return dates, dates.is_null() & ~empty.fill_null(value=True)
