"""How a person fills the form of a value: opened with a browser, hidden fields kept, the rest typed."""

import re
import uuid

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

HIDDEN = re.compile(r'<input type="hidden" name="(version|revision|submission)"[^>]*value="([^"]*)"')


def page(route, **holes):
    """The Spanish address of a page, whatever language an earlier request left behind."""
    with override("es"):
        return reverse(route, kwargs=holes)


def address(code, year=2026, route="work:value"):
    """The address of a value's page."""
    return page(route, code=code, year=year)


def opened(client: Client, code, year=2026):
    """What the form holds hidden once it is opened."""
    shown = client.get(address(code, year) + "?corregir=1").content.decode()
    found = dict(HIDDEN.findall(shown))
    assert {*found} == {"version", "revision", "submission"}, shown
    return found


def sent(client: Client, code, action="submit", year=2026, **typed):
    """Open the form, type, press a button."""
    return client.post(address(code, year), {**opened(client, code, year), "action": action, **typed})


def fresh():
    """Hidden fields of a form on which nobody has worked."""
    return {"version": "0", "revision": "0", "submission": str(uuid.uuid4())}
