"""What does a person read after asking for reminders? Who was written to, who was before, and who could not be."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest

from rumbo.core.language import _, ngettext


def tell_mails(request: HttpRequest, *, sent: Sequence[str], already: Sequence[str], failed: Sequence[str]) -> None:
    """Tell whose mails went out, whose had gone out that day, and whose could not.

    Args:
        request: of whoever asked for the reminders.
        sent: names of those who were written to.
        already: names of those who had been written to that day.
        failed: names of those whose mail could not be sent.
    """
    if sent:
        count = len(sent)
        told = ngettext("{count} person was reminded: {names}.", "{count} people were reminded: {names}.", count)
        messages.success(request, told.format(count=count, names=", ".join(sent)))
    if already:
        told = _("Already reminded today and not written to again: {names}.").format(names=", ".join(already))
        messages.warning(request, told)
    if failed:
        told = _("The mail could not be sent to: {names}. Try again once the mail server answers.")
        messages.error(request, told.format(names=", ".join(failed)))
