"""Reporting with the Excel form: take it, send it back, see what it would change or what is wrong in it, record it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rumbo.apps.desk.access import PREPARERS
from rumbo.apps.jobs.models import Job
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.template import write_template
from rumbo.core.language import _, language, ngettext
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Entity
from rumbo.site.persons import person_of, powers_of
from rumbo.site.policy_shown import policy
from rumbo.site.shown import YEAR
from rumbo.site.work.arriving import check_size, most_megabytes
from rumbo.site.work.asked import ENTITY, reported_values, working_year
from rumbo.site.work.file_types import ACCEPTED, BEGINNING, accepted_words, check_type, plain_name
from rumbo.site.work.held import Held, held_by, hold, let_go
from rumbo.site.work.scanning import scan
from rumbo.site.work.workbooks import Preview, begin, preview, record

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest) -> HttpResponse:
    """The page from which the form is taken and to which it is sent back."""
    year, entities = working_year(request), _own_entities(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            held = _received(request, year)
        except InputError as refused:
            problems = refused.problems
        else:
            begin(held, person_of(request))
            return redirect("work:workbook_check", token=held.token)
    context = {
        "year": year,
        "years": range(policy().baseline_year + 1, policy().horizon + 1),
        "entities": entities,
        "entity": request.POST.get(ENTITY) or request.GET.get(ENTITY, ""),
        "problems": problems,
        "accepted": ACCEPTED,
        "accepted_words": accepted_words(),
        "most_megabytes": most_megabytes(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "work/workbook.html", context, status=status)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The Excel form of an entity and year, with what is known of each of its indicators."""
    year, entity = working_year(request), _own_entity(request, request.GET.get(ENTITY, ""))
    content = write_template(policy(), year, reported_values(year), entity or None)
    answer = HttpResponse(content, content_type=_EXCEL)
    name = "-".join(part for part in ("rumbo", policy().code, entity, str(year)) if part)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_check(request: HttpRequest, token: UUID) -> HttpResponse:
    """What a workbook that was sent would change, or what is wrong in it; the button records it."""
    person = person_of(request)
    held = held_by(person, token)
    if held is None:
        raise Http404(str(token))
    if request.method != "POST":
        return _shown(request, preview(held, person))
    done = record(held, person)
    if isinstance(done, Job):
        let_go(held)
        return redirect("jobs:job", id=done.pk)
    if done.mirror.told:
        return _shown(request, done)
    let_go(held)
    told = ngettext("{count} value was submitted.", "{count} values were submitted.", done.count)
    messages.success(request, told.format(count=done.count))
    return redirect(f"{reverse('work:home')}?{YEAR}={held.year}")


def _shown(request: HttpRequest, found: Preview) -> HttpResponse:
    context = {
        "preview": found,
        "sentence": found.job.sentence(language()) if found.job else "",
        "simulated": any(change.before.origin is Origin.SIMULATED for change in found.changed if change.before),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "work/_preview.html", context)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if found.mirror.told else HTTPStatus.OK
    return render(request, "work/workbook_check.html", context, status=status)


def _received(request: HttpRequest, year: int) -> Held:
    """Keep what was sent, once each file was looked at.

    Raises:
        InputError: no workbook, or a file that is too large, of no accepted kind, or refused by the scanner.
    """
    sent = request.FILES.get("form")
    if sent is None:
        raise InputError(Problem(_("No form was chosen."), _("Excel form"), _("Choose the file that you filled.")))
    form = (plain_name(sent.name or ""), _content(sent))
    problems: list[Problem] = []
    evidence: dict[str, bytes] = {}
    for file in request.FILES.getlist("files"):
        try:
            evidence[plain_name(file.name or "")] = _content(file, evidence=True)
        except InputError as refused:
            problems += refused.problems
    if form[0] in evidence:
        what = _("The form and a file of evidence have the same name.")
        problems.append(Problem(what, form[0], _("Give one of them another name.")))
    if problems:
        raise InputError(*problems)
    entity = _own_entity(request, request.POST.get(ENTITY, ""))
    return hold(person_of(request), form, evidence, year=year, entity=entity)


def _content(upload: UploadedFile[Any], *, evidence: bool = False) -> bytes:
    name = plain_name(upload.name or "")
    check_size(upload, name)
    content: bytes = upload.read()
    if evidence:
        check_type(name, content[:BEGINNING])
    scan(content, name)
    return content


def _own_entities(request: HttpRequest) -> tuple[Entity, ...]:
    held = powers_of(request.user)
    mine = {
        policy().reporting_entity(i.code) for i in policy().indicators if held.may_report(PREPARERS, policy(), i.code)
    }
    return tuple(entity for entity in policy().entities if entity.code in mine)


def _own_entity(request: HttpRequest, asked: str) -> str:
    """The entity that is meant: the one asked for, the only one there is, else none in particular.

    Raises:
        Http404: the person reports nothing for that entity.
    """
    own = [entity.code for entity in _own_entities(request)]
    if asked and asked not in own:
        raise Http404(asked)
    return asked or (own[0] if len(own) == 1 else "")
