"""Statistics for programs: which there are, what each is, and its figures as everyone may see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import P, PathEx, Query, Schema
from pydantic import ConfigDict

from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.shape import nearest
from rumbo.core.statistics.confidentiality import HIDDEN
from rumbo.core.statistics.freedom import choices_of, is_free
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.outputs import described
from rumbo.core.statistics.parameters import expected
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.registry import statistic as statistic_named
from rumbo.core.statistics.vocabulary import unit_text
from rumbo.site.api import answers_of_trade as answers
from rumbo.site.api.answers import page_of
from rumbo.site.api.freshness import fresh_by
from rumbo.site.api.pages import Cut, cut
from rumbo.site.api.problems import documented
from rumbo.site.api.reading import Page, router
from rumbo.site.trade.answering import lake_mark
from rumbo.site.trade.asked import read_address
from rumbo.site.trade.catalogue import readable
from rumbo.site.trade.origin import remarks_of
from rumbo.site.trade.results import result_of
from rumbo.site.trade.sources import with_sources

_TAGS = ["trade"]
Name = PathEx[
    str, P(description="Name of a statistic, such as exports_by_sector; the list of statistics has them all.")
]


class Setting(Schema):
    """What most statistics take; any other parameter that a statistic names is taken as well."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    years: str = ""
    """Years, parted by commas; all where none is given."""
    flow: str = ""
    """``X`` exports, ``M`` imports."""
    by_1: str = ""
    """First dimension to break down by."""
    by_2: str = ""
    """Second dimension."""
    by_3: str = ""
    """Third dimension."""
    top: str = ""
    """How many classes of a ranking."""
    digits: str = ""
    """Digits of the product."""
    version: str = ""
    """Version of the customs data; the latest where none is given."""


@router.get(
    "/statistics",
    response=documented(page_of(answers.StatisticAnswer)),
    url_name="statistics",
    summary="Statistics",
    tags=_TAGS,
)
@fresh_by(lake_mark)
def statistics(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The statistics that anyone may read, in the order of the catalogue."""
    return cut(request, response, [_short(request, found) for found in readable(complete=False)], piece)


@router.get(
    "/statistics/{name}",
    response=documented(answers.StatisticSheetAnswer),
    url_name="statistic",
    summary="What a statistic is",
    tags=_TAGS,
)
@fresh_by(lake_mark)
def statistic(request: HttpRequest, name: Name) -> answers.StatisticSheetAnswer:
    """Meaning, formula, parameters, columns and the SQL itself; 404 names the nearest one."""
    found = _readable(name)
    header = found.header
    return answers.StatisticSheetAnswer(
        **_short(request, found).model_dump(),
        meaning=str(header.meaning),
        formula=header.formula,
        source=header.source,
        parameters=[
            answers.ParameterAnswer(
                name=p.name,
                type=p.type,
                meaning=with_sources(str(p.meaning)),
                expected=expected(p),
                default=",".join(map(str, p.default)) if isinstance(p.default, tuple) else str(p.default),
                choices=list(choices_of(found, p, complete=False)),
            )
            for p in header.parameters
            if is_free(found, p)
        ],
        columns=[
            answers.ColumnAnswer(name=c.name, type=c.type, unit=unit_text(c.unit), meaning=str(c.meaning))
            for c in header.columns
        ],
        remarks=[with_sources(str(remark)) for remark in header.remarks],
        sql=found.sql,
        sql_sha256=found.sql_sha256,
    )


@router.get(
    "/statistics/{name}/data",
    response=documented(answers.ResultAnswer, 503),
    url_name="statistic_data",
    summary="The figures of a statistic",
    tags=_TAGS,
    openapi_extra={"x-parameters": "Any parameter that /statistics/{name} lists is taken by its name."},
)
@fresh_by(lake_mark)
def statistic_data(
    request: HttpRequest, response: HttpResponse, name: Name, setting: Query[Setting], piece: Query[Cut]
) -> answers.ResultAnswer:
    """The figures with their origin. What could betray a firm is ``null``, in the rows of ``hidden_rows``."""
    asked = read_address(_readable(name), request.GET, complete=False)
    result = result_of(asked)
    rows = cut(request, response, result.to_rows(), piece)
    return _answer(result, rows)


def _answer(result: Result, rows: dict[str, Any]) -> answers.ResultAnswer:
    lineage = result.lineage
    told = [
        answers.ColumnAnswer(name=name, type=column.type, unit=unit_text(column.unit), meaning=meaning)
        for name, column, meaning in described(result)
    ]
    return answers.ResultAnswer(
        statistic=result.statistic.name,
        title=str(result.statistic.header.title),
        simulated=result.simulated,
        columns=told,
        items=[{name: value for name, value in row.items() if name != HIDDEN} for row in rows["items"]],
        hidden_rows=[number for number, row in enumerate(rows["items"]) if row.get(HIDDEN)],
        count=rows["count"],
        hidden=result.hidden,
        remarks=remarks_of(result),
        lineage=answers.LineageAnswer.model_validate(lineage.document()),
    )


def _short(request: HttpRequest, found: Statistic) -> answers.StatisticAnswer:
    address = reverse("api:statistic_data", args=[found.name])
    return answers.StatisticAnswer(
        name=found.name,
        code=found.header.code,
        title=str(found.header.title),
        unit=unit_text(found.header.unit),
        data=request.build_absolute_uri(address),
    )


def _readable(name: str) -> Statistic:
    """The statistic of a name that anyone may read.

    Raises:
        UnknownCodeError: there is none; the nearest is named.
    """
    known = {found.name for found in readable(complete=False)}
    try:
        found = statistic_named(name)
    except UnknownCodeError:
        found = None
    if found is None or found.name not in known:
        near = nearest(name, sorted(known))
        raise UnknownCodeError(name, [near] if near else [])
    return found
