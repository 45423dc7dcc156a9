"""No page asks the database once a row: twice as many values, the same number of questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.site.filling import address, page

from rumbo.apps.accounts.models import Role

PAGES = {
    "my work": (Role.LEAD, page("work:home") + "?anio=2026"),
    "a value": (Role.LEAD, address("OP2-I1")),
    "the queue": (Role.LEAD, page("review:queue") + "?anio=2026"),
    "a value in review": (Role.LEAD, address("OP2-I1", route="review:value")),
    "the campaign": (Role.LEAD, page("review:campaign") + "?anio=2026"),
}
MOST = 40


def asked(client, where):
    """How many questions a page asks once its figures are kept."""
    assert client.get(where).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert client.get(where).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", PAGES)
def test_more_values_ask_no_more(as_role, bring, name):
    role, where = PAGES[name]
    client = as_role(role)
    bring("OP2-I1", 2026, "5")
    few = asked(client, where)
    for code, figure in (("OP1-I2", "14"), ("S1.1.1-C1", "120"), ("S2.1.1-Q1", "8"), ("S1.1.2-Q1", "16")):
        bring(code, 2026, figure)
    bring("OP2-I1", 2025, "6")
    assert asked(client, where) <= few
    assert few <= MOST
