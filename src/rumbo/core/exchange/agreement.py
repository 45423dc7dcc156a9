"""Do a policy and a report, or two reports, speak of the same policy?"""

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


def same_policy(first: str, second: str) -> None:
    """Refuse to mix two policies, given by their codes.

    Raises:
        InputError: the codes differ.
    """
    if first != second:
        what = _("Two policies cannot be mixed: “{first}” and “{second}”.").format(first=first, second=second)
        raise InputError(Problem(what, mend=_("Take both of the same policy.")))
