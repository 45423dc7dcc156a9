"""The page that says where one number comes from."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.apps.ledger.explanation import Outcome
from rumbo.site.caching import public_page
from rumbo.site.policy_shown import policy
from rumbo.site.public.explained import explained, parameters_of, steps, sum_again
from rumbo.site.public.figures_shown import Figures
from rumbo.site.public.finding import elsewhere, find, unknown
from rumbo.site.public.sections import indicator_row
from rumbo.site.public.sheet import sheet_facts, source_line
from rumbo.site.shown import report_of, shown

#: How an address asks for the statistic to be run again.
AGAIN = "recalcular"


@public_page
def explanation(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Where a value comes from: sheet, terms, judgement, people, history, and the sum done again where asked."""
    found = find("indicator", code)
    if found is None or found.code != code:
        return elsewhere(request, "indicator", code, found)
    if not policy().baseline_year <= year <= policy().horizon:
        return unknown(request, str(year))
    chosen = replace(shown(request), year=year)
    told = explained(chosen, code)
    if AGAIN in request.GET and told.recomputation.outcome is Outcome.NOT_ASKED:
        told = replace(told, recomputation=sum_again(told))
    figures = Figures(chosen, report_of(chosen))
    context = figures.context(
        named=found,
        record=found.record,
        told=told,
        row=indicator_row(figures.report, code),
        facts=sheet_facts(policy(), told.indicator),
        source=source_line(policy(), told.indicator.source),
        steps=steps(told, with_remarks=chosen.special),
        parameters=parameters_of(told),
        before_year=year - 1 if year > policy().baseline_year else None,
        after_year=year + 1 if year < policy().horizon else None,
        again=AGAIN,
    )
    return render(request, "public/explanation.html", context)
