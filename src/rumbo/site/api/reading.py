"""What anyone may read, without a key: the policy, published values, compliance, alerts made public, reports."""

import difflib
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import P, PathEx, Query, Router, Schema
from pydantic import ConfigDict

from rumbo.apps.following.selectors import public_cases
from rumbo.apps.ledger.records import PublishedReportRecord
from rumbo.apps.ledger.selectors import published_reports
from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.lookup import look_up
from rumbo.core.policy.models import Indicator, Kind
from rumbo.site.api import answers, making
from rumbo.site.api.freshness import fresh
from rumbo.site.api.pages import Cut, cut
from rumbo.site.api.problems import documented
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown, latest_year, of_year, report_of

router = Router()
Page = dict[str, Any]


class Choice(Schema):
    """Which indicators are asked for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    objective: str = ""
    """Code of an objective: the indicators under it."""
    entity: str = ""
    """Code of an entity: the indicators that it reports."""
    kind: Kind | None = None
    """What the indicators measure."""


class OfYear(Schema):
    """Of which year something is asked for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    year: int | None = None
    """A year; every year where none is given."""


class OfIndicator(OfYear):
    """Of which indicator and year something is asked for."""

    indicator: str = ""
    """Code of an indicator; every indicator where none is given."""


@router.get(
    "/policy", response=documented(answers.PolicyAnswer), url_name="policy", summary="The policy", tags=["policy"]
)
@fresh
def the_policy(request: HttpRequest) -> answers.PolicyAnswer:
    """Code, title, years and counts of the policy that this installation follows."""
    return making.policy_answer(policy())


@router.get(
    "/entities",
    response=documented(answers.page_of(answers.EntityAnswer)),
    url_name="entities",
    summary="Entities",
    tags=["policy"],
)
@fresh
def entities(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The public entities that the policy names."""
    rows = [answers.EntityAnswer(code=e.code, name=e.name) for e in policy().entities]
    return cut(request, response, rows, piece)


@router.get(
    "/objectives",
    response=documented(answers.page_of(answers.ElementAnswer)),
    url_name="objectives",
    summary="Objectives",
    tags=["policy"],
)
@fresh
def objectives(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The priority objectives (objetivos prioritarios)."""
    return cut(request, response, making.objectives(policy()), piece)


@router.get(
    "/guidelines",
    response=documented(answers.page_of(answers.ElementAnswer)),
    url_name="guidelines",
    summary="Guidelines",
    tags=["policy"],
)
@fresh
def guidelines(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The guidelines (lineamientos)."""
    return cut(request, response, making.guidelines(policy()), piece)


@router.get(
    "/services",
    response=documented(answers.page_of(answers.ElementAnswer)),
    url_name="services",
    summary="Services",
    tags=["policy"],
)
@fresh
def services(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The services (servicios)."""
    return cut(request, response, making.services(policy()), piece)


@router.get(
    "/activities",
    response=documented(answers.page_of(answers.ActivityAnswer)),
    url_name="activities",
    summary="Operational activities",
    tags=["policy"],
)
@fresh
def activities(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The operational activities (actividades operativas)."""
    return cut(request, response, making.activities(policy()), piece)


@router.get(
    "/indicators",
    response=documented(answers.page_of(answers.IndicatorAnswer)),
    url_name="indicators",
    summary="Indicators",
    tags=["policy"],
)
@fresh
def indicators(
    request: HttpRequest,
    response: HttpResponse,
    piece: Query[Cut],
    choice: Query[Choice],
) -> Page:
    """The indicators, all of them or those of an objective, an entity, a kind."""
    rows = [making.indicator(policy(), one) for one in _chosen(policy().indicators, choice)]
    return cut(request, response, rows, piece)


@router.get(
    "/indicators/{code}",
    response=documented(answers.SheetAnswer),
    url_name="indicator",
    summary="The sheet of an indicator",
    tags=["policy"],
)
@fresh
def indicator(
    request: HttpRequest, code: PathEx[str, P(description="Code of the indicator, such as OP3-I1.")]
) -> answers.SheetAnswer:
    """Sheet, baseline and targets of an indicator; 404 names the nearest codes."""
    return making.sheet(policy(), _indicator(code))


@router.get(
    "/values",
    response=documented(answers.page_of(answers.ValueAnswer)),
    url_name="values",
    summary="Published values",
    tags=["values"],
)
@fresh
def values(
    request: HttpRequest,
    response: HttpResponse,
    piece: Query[Cut],
    of: Query[OfIndicator],
) -> Page:
    """Every value that the planning office published, of every year; or of one indicator or year."""
    code = _indicator(of.indicator).code if of.indicator else ""
    rows = [
        row
        for row in making.values(report_of(Shown(latest_year())))
        if code in {"", row.indicator} and of.year in {None, row.year}
    ]
    return cut(request, response, rows, piece)


@router.get(
    "/status/{year}",
    response=documented(answers.StatusAnswer),
    url_name="status",
    summary="Where the policy stands",
    tags=["monitoring"],
)
@fresh
def status(
    request: HttpRequest, year: PathEx[int, P(description="Year of the campaign, such as 2026.")]
) -> answers.StatusAnswer:
    """Compliance of every indicator, the scores with their coverage, and what they were computed from."""
    return making.status(report_of(of_year(year)))


@router.get(
    "/alerts",
    response=documented(answers.page_of(answers.AlertAnswer)),
    url_name="alerts",
    summary="Alerts made public",
    tags=["monitoring"],
)
def alerts(request: HttpRequest, response: HttpResponse, piece: Query[Cut], of: Query[OfYear]) -> Page:
    """The alerts that the planning office made public, with what was promised."""
    rows = [
        answers.AlertAnswer(
            alert=case.key.alert,
            year=case.key.year,
            subject=case.key.subject,
            severity=case.severity,
            message=case.message,
            action=case.action,
            since=case.key.since,
            progress=str(case.progress),
            commitments=[commitment.text for commitment in case.commitments],
        )
        for case in public_cases(policy(), of.year)
    ]
    return cut(request, response, rows, piece)


@router.get(
    "/reports",
    response=documented(answers.page_of(answers.ReportAnswer)),
    url_name="reports",
    summary="Published reports",
    tags=["monitoring"],
)
@fresh
def reports(request: HttpRequest, response: HttpResponse, piece: Query[Cut]) -> Page:
    """The annual monitoring reports (reportes de seguimiento) that were published, newest first."""
    found = sorted(published_reports(policy().code), key=lambda one: one.sequence, reverse=True)
    return cut(request, response, [_report(request, one) for one in found], piece)


def _report(request: HttpRequest, published: PublishedReportRecord) -> answers.ReportAnswer:
    issued = published.report
    return answers.ReportAnswer(
        number=issued.number,
        year=issued.year,
        as_of=issued.as_of,
        issued_at=issued.issued_at,
        published_at=published.published_at,
        language=issued.language,
        method=issued.method,
        content_sha256=issued.content_sha256,
        ledger_sequence=issued.ledger_sequence,
        ledger_hash=issued.ledger_hash,
        files=[
            answers.FileAnswer(
                name=name,
                sha256=sha256,
                address=request.build_absolute_uri(reverse("public:report_file", args=[issued.number, name])),
            )
            for name, sha256 in sorted(issued.files.items())
        ],
    )


def _chosen(all_of_them: Iterable[Indicator], choice: Choice) -> Iterable[Indicator]:
    """The indicators asked for.

    Raises:
        UnknownCodeError: the policy has no such objective or entity.
    """
    if choice.objective:
        _known(choice.objective, [o.code for o in policy().objectives])
    if choice.entity:
        _known(choice.entity, [e.code for e in policy().entities])
    return (
        one
        for one in all_of_them
        if choice.objective in {"", policy().objective_of(one.code).code}
        and choice.entity in {"", policy().reporting_entity(one.code)}
        and choice.kind in {None, one.kind}
    )


def _known(code: str, codes: list[str]) -> None:
    if code not in codes:
        raise UnknownCodeError(code, difflib.get_close_matches(code, codes, n=3))


def _indicator(code: str) -> Indicator:
    """The indicator of a code.

    Raises:
        UnknownCodeError: there is none; the nearest are named.
    """
    for found in look_up(policy(), code):
        if isinstance(found.record, Indicator):
            return found.record
    raise UnknownCodeError(code, [])
