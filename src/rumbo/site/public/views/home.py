"""The first page: where the policy stands, and whether one can trust it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.core.reporting.labels import light_meaning
from rumbo.site.caching import public_page
from rumbo.site.policy_shown import policy
from rumbo.site.public.changes import latest_changes
from rumbo.site.public.figures_shown import figures_of
from rumbo.site.public.lights import in_order, light_word
from rumbo.site.public.published import published
from rumbo.site.public.standing_told import farthest, standing_sentence
from rumbo.site.public.trust import next_report, trust_in


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Where the policy stands, in one look."""
    figures = figures_of(request)
    report = figures.report
    context = figures.context(
        headline=standing_sentence(report),
        farthest=farthest(report),
        lights=[
            (light, count, light_meaning(light), light_word(light)) for light, count in in_order(report.lights).items()
        ],
        changes=latest_changes(),
        trust=trust_in(report),
        next_report=next_report(frozenset(record.report.year for record in published())),
        promised=policy(),
    )
    return render(request, "public/home.html" if report.data else "public/newcomer.html", context)
