"""In whose name a command records. It needs Django started, so commands import it where they act."""

import difflib

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.services import system_person
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


def acting(by: str) -> Person:
    """The person named, who must be known and active; the command line itself where none is named.

    Raises:
        InputError: no active person has that e-mail or name, or several share the name.
    """
    if not by:
        return system_person()
    people = list(Person.objects.filter(is_active=True))
    found = [person for person in people if by.casefold() in (person.email.casefold(), person.name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        what = _("Several people are called “{name}”.").format(name=by)
        raise InputError(Problem(what, "--by", _("Give the e-mail: {mails}.").format(mails=_joined(found))))
    near = difflib.get_close_matches(by, [name for person in people for name in (person.email, person.name)])
    what = _("No active person is called “{name}”.").format(name=by)
    mend = _("Did you mean {codes}?").format(codes=", ".join(near)) if near else _("Leave out --by, or add the person.")
    raise InputError(Problem(what, "--by", mend))


def _joined(people: list[Person]) -> str:
    return ", ".join(sorted(person.email for person in people))
