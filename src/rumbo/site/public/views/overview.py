"""Pages that tell of the whole: how figures are made, which alerts are public, who answers for what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.core.monitoring.alerts import RULES
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting.labels import light_meaning
from rumbo.core.statistics.registry import statistics
from rumbo.site.caching import public_page
from rumbo.site.policy_shown import method, policy
from rumbo.site.public.duties import duties_of
from rumbo.site.public.figures_shown import figures_of
from rumbo.site.public.finding import elsewhere, find, neighbours
from rumbo.site.public.glossary import glossary
from rumbo.site.public.method_told import sections
from rumbo.site.public.public_alerts import public_alerts


@public_page
def methodology(request: HttpRequest) -> HttpResponse:
    """How the figures are made."""
    context = figures_of(request).context(
        method=method(),
        sections=sections(),
        lights=[(light, light_meaning(light)) for light in Light],
        rules=RULES,
        statistics=[(found, _indicators_of(found.name)) for found in statistics()],
        terms=glossary(),
        documents=policy().documents,
    )
    return render(request, "public/methodology.html", {**context, "simulated": False})


@public_page
def alerts(request: HttpRequest) -> HttpResponse:
    """The alerts that the planning office made public."""
    figures = figures_of(request)
    return render(request, "public/alerts.html", figures.context(cases=public_alerts(figures.chosen.year)))


@public_page
def entities(request: HttpRequest) -> HttpResponse:
    """Every entity of the policy with what it answers for."""
    rows = [(entity, duties_of(policy(), entity.code)) for entity in policy().entities]
    return render(request, "public/entities.html", {"rows": rows})


@public_page
def entity(request: HttpRequest, code: str) -> HttpResponse:
    """What one entity answers for."""
    found = find("entity", code)
    if found is None or found.code != code:
        return elsewhere(request, "entity", code, found)
    figures = figures_of(request)
    duties, (before, after) = duties_of(policy(), code), neighbours(found)
    rows = [row for row in figures.report.indicators if row.code in duties.reports]
    context = figures.context(named=found, record=found.record, duties=duties, rows=rows, before=before, after=after)
    return render(request, "public/entity.html", context)


def _indicators_of(statistic: str) -> tuple[str, ...]:
    """Codes of the indicators that a statistic computes."""
    return tuple(i.code for i in policy().indicators if i.computed and i.computed.statistic == statistic)
