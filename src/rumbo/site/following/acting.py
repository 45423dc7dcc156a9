"""How a form of the room is answered: done and told on the next page, or shown again with everything that was typed."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rumbo.core.errors import Problem, RumboError
from rumbo.site.following.steps import Step

Page = Callable[[Sequence[Step], tuple[Problem, ...], int], HttpResponse]
"""Shows the page with its steps, what must be mended, and the status of the answer."""


def answered(request: HttpRequest, steps: Sequence[Step], page: Page) -> HttpResponse:
    """Take the step whose form was sent, and go back to the page.

    Args:
        request: with the form.
        steps: those that the person's role allows.
        page: shows the page again where something must be mended.

    Raises:
        PermissionDenied: no step of the person has that name.
    """
    asked = request.POST.get("action", "")
    step = next((one for one in steps if one.name == asked), None)
    if step is None:
        raise PermissionDenied
    if not step.form.is_valid():
        return page(steps, step.form.problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        step.act(step.form.cleaned_data)
    except RumboError as refused:
        step.form.tell(refused.problems)
        return page(steps, refused.problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, step.said)
    return redirect(request.path)
