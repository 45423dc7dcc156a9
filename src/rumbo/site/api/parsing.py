"""How is the body of a request read? As JSON that has one meaning alone: each key once, no number that is none."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

JSON = "application/json"


class UnreadableBodyError(InputError):
    """A body that cannot be read.

    Attributes:
        status: of the answer.
    """

    status = HTTPStatus.BAD_REQUEST


class OtherTypeError(UnreadableBodyError):
    """A body that is sent as something else than JSON."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class OneMeaning(Parser):
    """Reads what programs send."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as JSON.

        Raises:
            UnreadableBodyError: it is none, is sent as something else, gives a key twice or is nested too deeply.
        """
        if request.content_type != JSON:
            what = _("The request holds “{kind}”; JSON was expected.").format(kind=request.content_type)
            raise OtherTypeError(Problem(what, "Content-Type", _("Send it with “Content-Type: application/json”.")))
        try:
            return json.loads(request.body, object_pairs_hook=_once, parse_constant=_no_number)
        except RecursionError as deep:
            raise UnreadableBodyError(
                Problem(_("The request is nested too deeply."), mend=_("Send it as it is described."))
            ) from deep
        except ValueError as unreadable:
            what = _("The request cannot be read as JSON.")
            raise UnreadableBodyError(Problem(what, mend=_("Write it as JSON in UTF-8."))) from unreadable


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key given twice would mean one thing to a program and another one to the next."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            what = _("The key “{key}” is given twice.").format(key=key[:100])
            raise UnreadableBodyError(Problem(what, mend=_("Give each key once.")))
        made[key] = value
    return made


def _no_number(text: str) -> float:
    what = _("“{found}” is not a number.").format(found=text)
    raise UnreadableBodyError(Problem(what, mend=_("Write null where there is no figure.")))
