"""What was not published stands on no public page, in no form."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.site.public.paths import LANGUAGES, MADE_BY_REPORTS, files, paths

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance, record_values, return_value
from rumbo.core.observations import NewValue, Origin, State

HIDDEN = Decimal(7654321)
FORMS = ("7654321", "7,654,321", "7.654.321", "7 654 321")
WORDS = ("comentario-reservado", "motivo-reservado", "devuelto-por-reservado")
OTHER_VIEWS = ("?vista=reportado", "?vista=aprobado&anio=2026", "?al=2099-01-01")


@pytest.fixture
def correct(policy_site, people):
    """Record a correction with the hidden value, and take it to a state short of published."""

    def corrected(code, to):
        value = NewValue(code, 2026, HIDDEN, comment=WORDS[0], reason=WORDS[1])
        record_values(
            policy_site, [value], origin=Origin.REPORTED, actor=people[Role.LEAD], submit=to is not State.DRAFT
        )
        key = ObservationKey(policy_site.code, code, 2026)
        if to is State.RETURNED:
            return_value(key, actor=people[Role.LEAD], reason=WORDS[2])
        for state, role in ((State.CONSOLIDATED, Role.LEAD), (State.VALIDATED, Role.PLANNING)):
            if to in {State.CONSOLIDATED, State.VALIDATED}:
                advance(key, state, actor=people[role])
            if state is to:
                break

    return corrected


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.CONSOLIDATED, State.VALIDATED])
def test_a_value_on_its_way_is_hidden(state, policy_site, bring, correct, publish_report):
    bring("OP1-I2", 2026, "14", to=State.VALIDATED)
    publish_report()
    publish_report()
    correct("OP1-I2", state)  # a correction of what is public
    correct("S1.1.1-C1", state)  # and a first value
    client = Client()
    for prefix in LANGUAGES:
        for path in (*paths(policy_site), *files(policy_site), *MADE_BY_REPORTS, "/buscar/?q=7654321"):
            text = client.get(prefix + path).content.decode()
            text = (
                text.replace("/buscar/?q=7654321", "")
                .replace("“7654321”", "")
                .replace("«7654321»", "")
                .replace('value="7654321"', "")
            )
            found = [form for form in (*FORMS, *WORDS) if form in text.replace("Búsqueda: 7654321", "")]
            assert not found or path.startswith("/buscar/"), f"{prefix}{path} shows {found}"


def test_a_visitor_asks_in_vain_for_another_view(policy_site, bring, correct):
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    correct("OP1-I2", State.VALIDATED)
    for questions in OTHER_VIEWS:
        for path in ("/indicadores/OP1-I2/", "/indicadores/OP1-I2/2026/explicacion/", "/indicadores/"):
            text = Client().get(path + questions).content.decode()
            assert not [form for form in (*FORMS, *WORDS) if form in text], path + questions


def test_an_auditor_sees_it_in_the_view_of_what_is_reported(policy_site, bring, correct, as_role):
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    correct("OP1-I2", State.SUBMITTED)
    text = as_role(Role.AUDITOR).get("/indicadores/OP1-I2/2026/explicacion/?vista=reportado").content.decode()
    assert "7,654,321" in text
    assert WORDS[1] in text


def test_what_offices_remark_to_each_other_stays_inside(policy_site, people, bring, correct):
    """A value that was returned, mended and published shows its revisions that were public, and no remark of a step."""
    correct("OP1-I2", State.RETURNED)
    value = NewValue("OP1-I2", 2026, Decimal(15), reason="cifra-mendada")
    record_values(policy_site, [value], origin=Origin.REPORTED, actor=people[Role.LEAD])
    key = ObservationKey(policy_site.code, "OP1-I2", 2026)
    advance(key, State.CONSOLIDATED, actor=people[Role.LEAD])
    advance(key, State.VALIDATED, actor=people[Role.PLANNING])
    advance(key, State.PUBLISHED, actor=people[Role.PLANNING])
    text = Client().get("/indicadores/OP1-I2/2026/explicacion/").content.decode()
    assert "cifra-mendada" in text
    assert not [form for form in (*FORMS, *WORDS) if form in text]
