"""The page of one value: its sheet, its form, its evidence, and what every button of it does."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumbo.apps.desk.presence import left, opened, others
from rumbo.apps.desk.records import DraftContent
from rumbo.apps.desk.selectors import content_of
from rumbo.apps.desk.services import hand_back
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.acting import Answer, Sent, discard, hand_over, remove, save, submit
from rumbo.site.work.arriving import most_megabytes
from rumbo.site.work.asked import Asked, reported_values, value_asked
from rumbo.site.work.comparison import compare
from rumbo.site.work.file_types import ACCEPTED, accepted_words
from rumbo.site.work.forms import MOST, ValueForm, first_data
from rumbo.site.work.judging import Judgement, judged
from rumbo.site.work.shown_value import ShownValue, shown_value

#: How an address asks for the form of a value that stands in the ledger.
CORRECT = "corregir"
_REMOVE = "remove:"


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The form of a value; what stands in the ledger and nobody corrects is shown as it stands."""
    asked = value_asked(request, code, year)
    if request.method == "POST":
        return _acted(request, asked)
    around = shown_value(request, asked)
    if around.stands and CORRECT not in request.GET:
        return render(request, "work/recorded.html", _surroundings(around))
    content = around.draft.content if around.draft and around.draft.version else None
    if content is None:
        content = content_of(around.latest) if around.latest else DraftContent()
    version = around.draft.version if around.draft else 0
    form = ValueForm(policy(), asked.indicator, first_data(content, version, around.number), revision=around.number)
    return _page(request, asked, around, form)


@require_POST
def judge(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What the typed value would mean: a fragment while typing, the page without JavaScript. Nothing is stored."""
    asked = value_asked(request, code, year)
    form = _sent_form(request, asked)
    seen = _judged(asked, form)
    if request.headers.get("HX-Request") == "true":
        return render(request, "work/_judgement.html", {"judgement": seen, "live": True})
    return _page(request, asked, shown_value(request, asked), form, judgement=seen, live=True)


@require_POST
def give_back(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The head of the entity hands a draft back to who wrote it, and says why."""
    asked = value_asked(request, code, year)
    hand_back(policy(), asked.key, actor=person_of(request), remark=request.POST.get("remark", ""))
    messages.success(request, _("The draft was handed back."))
    return redirect("work:home")


@require_safe
def presence(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Who else has the value open; the page asks every minute, and says so that this person is still there."""
    key, person = value_asked(request, code, year).key, person_of(request)
    opened(key, person)
    return render(request, "work/_presence.html", {"visitors": others(key, person)})


def _acted(request: HttpRequest, asked: Asked) -> HttpResponse:
    action = request.POST.get("action", "save")
    form = _sent_form(request, asked)
    sent, actor = _sent(request, form), person_of(request)
    if form.errors:
        return _again(request, asked, form, Answer(sent.version))
    if action == "autosave":
        return _autosaved(request, save(asked, sent, actor))
    done: Mapping[str, Callable[[], Answer]] = {
        "save": lambda: save(asked, sent, actor),
        "attach": lambda: save(asked, sent, actor),
        "discard": lambda: discard(asked, sent, actor),
        "submit": lambda: submit(asked, sent, actor, _judged(asked, form)),
        "hand_over": lambda: hand_over(asked, sent, actor, _judged(asked, form)),
    }
    if action.startswith(_REMOVE):
        answer = remove(asked, sent, actor, action.removeprefix(_REMOVE))
    elif action in done:
        answer = done[action]()
    else:
        raise InputError(Problem(_("The form asks for something that this page does not do."), "action"))
    if answer.conflict or answer.problems or answer.doubts:
        return _again(request, asked, form, answer)
    return _went_well(request, asked, form, action, answer)


def _again(request: HttpRequest, asked: Asked, form: ValueForm, answer: Answer) -> HttpResponse:
    """The page with everything that was typed, and what stands in the way."""
    around = shown_value(request, asked)
    comparison = None
    seen = answer.doubts
    if answer.conflict:
        comparison = compare(policy(), asked.indicator, answer.conflict, int(request.POST["revision"]))
    form.tell(answer.problems)
    form.has_seen(version=comparison.version if comparison else answer.version, revision=around.number)
    context = {"comparison": comparison, "problems": form.named(answer.problems), "ask": bool(answer.doubts)}
    status = HTTPStatus.CONFLICT if comparison else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, asked, around, form, judgement=seen, status=status, **context)


def _went_well(request: HttpRequest, asked: Asked, form: ValueForm, action: str, answer: Answer) -> HttpResponse:
    said = {
        "discard": _("The draft was discarded."),
        "attach": _("The files were attached and the draft saved.")
        if request.FILES
        else _("No file was chosen; the draft was saved."),
        "hand_over": _("The draft was handed to the head of the entity."),
    }.get(action, _("The draft was saved."))
    if answer.submitted:
        left(asked.key, person_of(request))
        said = (
            _submitted(form)
            if answer.submitted.recorded
            else _("The ledger already held exactly this value; nothing was recorded again.")
        )
    messages.success(request, said)
    if action == "discard" and not shown_value(request, asked).stands:
        return redirect("work:home")
    return redirect("work:value", code=asked.key.indicator, year=asked.key.year)


def _submitted(form: ValueForm) -> str:
    if form.no_figure:
        return _("It was submitted that there is no figure, with its reason.")
    return _("The value was submitted.")


def _autosaved(request: HttpRequest, answer: Answer) -> HttpResponse:
    status = HTTPStatus.CONFLICT if answer.conflict else HTTPStatus.OK
    return render(request, "work/_saved.html", {"answer": answer}, status=status)


def _page(  # noqa: PLR0917 - what the page is made of
    request: HttpRequest,
    asked: Asked,
    around: ShownValue,
    form: ValueForm,
    judgement: Judgement | None = None,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    form.ask_for_reason()
    context = {
        **_surroundings(around),
        "form": form,
        "judgement": judgement or _judged(asked, form),
        "accepted": ACCEPTED,
        "accepted_words": accepted_words(),
        "most_megabytes": most_megabytes(),
        **more,
    }
    return render(request, "work/value.html", context, status=status)


def _surroundings(around: ShownValue) -> dict[str, object]:
    simulated = any(point.simulated for point in around.series)
    return {"around": around, "task": around.task, "indicator": around.task.indicator, "simulated": simulated}


def _sent_form(request: HttpRequest, asked: Asked) -> ValueForm:
    """The form as it was sent.

    Raises:
        InputError: what the page remembers is not there or was altered.
    """
    revision = request.POST.get("revision", "")
    number = int(revision) if revision.isdecimal() and len(revision) <= len(str(MOST)) else 0
    form = ValueForm(policy(), asked.indicator, request.POST, revision=number)
    if not form.is_valid() and {"version", "revision", "submission"} & {*form.errors}:
        what = _("The form is not complete.")
        raise InputError(Problem(what, mend=_("Go back, reload the page and send it again.")))
    return form


def _sent(request: HttpRequest, form: ValueForm) -> Sent:
    return Sent(
        content=form.content,
        files=request.FILES.getlist("files"),
        version=form.cleaned_data["version"],
        revision=form.cleaned_data["revision"],
        submission=form.cleaned_data["submission"],
        confirmed=form.cleaned_data.get("confirmed") or "",
    )


def _judged(asked: Asked, form: ValueForm) -> Judgement:
    return judged(
        asked.indicator, asked.key.year, form.content, reported_values(asked.key.year), replaces=form.replaces
    )
