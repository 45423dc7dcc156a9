"""The pages of the indicators: the list to search through, and one page each."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.core.policy.models import Indicator
from rumbo.site.caching import public_page
from rumbo.site.policy_shown import method, policy
from rumbo.site.public.figures_shown import figures_of
from rumbo.site.public.finding import elsewhere, find, neighbours
from rumbo.site.public.listing import IndicatorFilter
from rumbo.site.public.path import year_rows
from rumbo.site.public.public_alerts import alerts_about
from rumbo.site.public.revisions import published_revisions
from rumbo.site.public.sections import indicator_row
from rumbo.site.public.sheet import remarks_of, sheet_facts
from rumbo.site.shown import standing_of


@public_page
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator, filtered and sorted as asked."""
    figures = figures_of(request)
    rows = list(figures.report.indicators)
    form = IndicatorFilter({name: request.GET.get(name, "") for name in IndicatorFilter.base_fields}, policy=policy())
    fine = form.is_valid()
    chosen = form.chosen(rows, lambda code: policy().objective_of(code).code) if fine else rows
    context = figures.context(form=form, rows=chosen, every=len(rows), filtered=len(chosen) < len(rows))
    return render(
        request, "public/indicators.html", context, status=HTTPStatus.OK if fine else HTTPStatus.UNPROCESSABLE_ENTITY
    )


@public_page
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: chart, figures year by year, sheet, revisions, alerts."""
    found = find("indicator", code)
    if found is None or found.code != code or not isinstance(found.record, Indicator):
        return elsewhere(request, "indicator", code, found)
    figures = figures_of(request)
    before, after = neighbours(found)
    seen = standing_of(figures.chosen).standing
    context = figures.context(
        named=found,
        record=found.record,
        row=indicator_row(figures.report, code),
        years_shown=year_rows(found.record, seen.observations, figures.chosen.year, method()),
        facts=sheet_facts(policy(), found.record),
        remarks=remarks_of(found.record),
        revisions=published_revisions(code, figures.chosen),
        cases=alerts_about(code),
        before=before,
        after=after,
    )
    return render(request, "public/indicator.html", context)
