"""Where is the page of a commitment, for a mail in a language?"""

from django.urls import reverse
from django.utils.translation import override

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import Language, _
from rumbo.site.environment import site_address


def commitment_page(spoken: Language, number: int) -> str:
    """The path of the page of a commitment in a language."""
    with override(spoken):
        return reverse("following:commitment", args=[number])


def site_origin() -> str:
    """Where the site is, where no request says it.

    Raises:
        InputError: the installation does not say its address.
    """
    address = site_address()
    if address is None:
        what = _("The public address of the site is not set; a reminder could not lead to it.")
        raise InputError(Problem(what, "RUMBO_SITE_URL", _("Write for instance https://rumbo.example.")))
    return address.origin
