"""The pages of the policy's tree: objectives, guidelines, services."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.core.policy.lookup import Kind
from rumbo.core.reporting.model import GuidelineSection, ObjectiveSection, Report, ServiceSection
from rumbo.site.caching import public_page
from rumbo.site.policy_shown import policy
from rumbo.site.public.figures_shown import figures_of
from rumbo.site.public.finding import elsewhere, find, neighbours
from rumbo.site.public.problem import problem_tree
from rumbo.site.public.public_alerts import alerts_about
from rumbo.site.public.sections import guideline_section, objective_section, service_section
from rumbo.site.public.sheet import source_line

_SectionOf = Callable[[Report, str], ObjectiveSection | GuidelineSection | ServiceSection]


@public_page
def objectives(request: HttpRequest) -> HttpResponse:
    """Every objective with its two scores and its guidelines, and the problem that the policy attends."""
    return render(request, "public/objectives.html", figures_of(request).context(problem=problem_tree(policy())))


@public_page
def objective(request: HttpRequest, code: str) -> HttpResponse:
    """One objective: its indicators, its guidelines."""
    return _element(request, "objective", code, objective_section)


@public_page
def guideline(request: HttpRequest, code: str) -> HttpResponse:
    """One guideline: its services, its activities."""
    return _element(request, "guideline", code, guideline_section)


@public_page
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One service: its sheet, its indicators, its activities."""
    return _element(request, "service", code, service_section)


def _element(request: HttpRequest, kind: Kind, code: str, section_of: _SectionOf) -> HttpResponse:
    found = find(kind, code)
    if found is None or found.code != code:
        return elsewhere(request, kind, code, found)
    figures = figures_of(request)
    before, after = neighbours(found)
    context = figures.context(
        named=found,
        record=found.record,
        section=section_of(figures.report, code),
        source=source_line(policy(), getattr(found.record, "source", "")),
        cases=alerts_about(code),
        before=before,
        after=after,
    )
    return render(request, f"public/{kind}.html", context)
