"""How does a result look as a chart? Drawn once, in the page's own colours, with its sentence as description."""

import threading
from collections.abc import Hashable
from dataclasses import replace

import pyarrow as pa
from cachetools import LRUCache, cached
from django.utils.safestring import SafeString, mark_safe

from rumbo.core.language import Language
from rumbo.core.reporting.page.drawings import image
from rumbo.core.statistics.charts import NARROW, WIDE, Frame, chart_svg
from rumbo.core.statistics.drawn import drawable
from rumbo.core.statistics.lineage import Result
from rumbo.site.trade.names import class_name, spoken
from rumbo.site.trade.sentence import sentence_of

_NAME = "result"


def chart_of(key: Hashable, result: Result, spoken: Language) -> SafeString:
    """The chart of a result as inline SVG; empty where the statistic has none, or there is nothing to draw.

    Args:
        key: by what the result is known again.
        result: the result.
        spoken: the reader's language.
    """
    form = result.statistic.header.chart
    if form is None or form.y not in result.table.column_names:
        return mark_safe("")
    if all(row[form.y] is None for row in drawable(result)):
        return mark_safe("")
    return _drawn(key, result, spoken)


def svg_of(result: Result, spoken: Language, frame: Frame = WIDE) -> str:
    """The chart as a drawing of its own."""
    return chart_svg(_named(result), language=spoken, frame=frame)


def _named(result: Result) -> Result:
    """The result with names in the place of codes, where there are; the chart still knows what it is limited to."""
    table, form = result.table, result.statistic.header.chart
    for place, field in enumerate(table.schema):
        if field.type == pa.string() and not (form and field.name in form.only):
            values = table[field.name].to_pylist()
            named = pa.array([_told(field.name, value) for value in values], pa.string())
            table = table.set_column(place, field, named)
    return replace(result, table=table)


def _told(column: str, value: str | None) -> str | None:
    return value if value is None else class_name(column, value) or spoken(column, value)


def _kept_by(key: Hashable, _result: Result, spoken: Language) -> Hashable:
    return key, spoken


@cached(LRUCache(256), key=_kept_by, condition=threading.Condition())
def _drawn(_key: Hashable, result: Result, spoken: Language) -> SafeString:
    """Drawn twice, wide and for a telephone; the style sheet shows one of them."""
    title, told = str(result.statistic.header.title), sentence_of(result)
    wide = image(svg_of(result, spoken), _NAME, title=title, description=told)
    narrow = svg_of(result, spoken, NARROW)
    name = f"{_NAME}-narrow"
    return mark_safe(wide + image(narrow, name, title=title, description=told, look="chart narrow"))  # noqa: S308 - our own drawing, texts escaped
