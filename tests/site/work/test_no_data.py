"""There is no figure for the year: chosen, drafted, submitted, reviewed, published with its reason, replaced."""

from datetime import date

import pytest
from tests.site.filling import address, fresh, page, sent

from rumbo.apps.accounts.models import Role
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history, verify
from rumbo.apps.ledger.services import advance, return_value
from rumbo.core.observations import State

CODE = "OP2-I1"
REASON = "No se realizó la encuesta de 2026."
CHOSEN = {"no_data": "1", "no_data_reason": REASON, "expected_on": "2027-09-30"}


@pytest.fixture
def reporter(as_role):
    return as_role(Role.ENTITY_REPORTER)


@pytest.fixture
def key(policy_site):
    return ObservationKey(policy_site.code, CODE, 2026)


def test_it_goes_from_the_form_to_the_public_page(reporter, as_role, people, key):
    answer = sent(reporter, CODE, **CHOSEN)
    assert answer.status_code == 302, answer.content.decode()
    (revision,) = history(*key)
    assert (revision.value, revision.no_data_reason, revision.expected_on, revision.state) == (
        None,
        REASON,
        date(2027, 9, 30),
        State.SUBMITTED,
    )
    shown = reporter.get(answer["Location"]).content.decode()
    for told in ("Se envió que no hay dato", "Sin dato", REASON, "30 de setiembre de 2027", "Reportar el dato"):
        assert told in shown
    assert "No hay dato para este año" in reporter.get(page("work:home") + "?anio=2026").content.decode()

    lead = as_role(Role.LEAD)
    for place in (page("review:queue") + "?anio=2026", address(CODE, route="review:value")):
        text = lead.get(place).content.decode()
        assert REASON in text
        assert "Sin dato" in text
    done = lead.post(
        address(CODE, route="review:step"), {"action": "advance", "number": "1", "state": "submitted", "remark": ""}
    )
    assert done.status_code == 302
    advance(key, State.VALIDATED, actor=people[Role.PLANNING])
    advance(key, State.PUBLISHED, actor=people[Role.PLANNING])
    indicator = as_role(None).get(page("public:indicator", code=CODE) + "?anio=2026").content.decode()
    explained = as_role(None).get(page("public:explanation", code=CODE, year=2026)).content.decode()
    for text in (indicator, explained):
        assert REASON in text
        assert "Sin datos" in text
    assert verify().sound


def test_a_figure_takes_its_place(reporter, key):
    sent(reporter, CODE, **CHOSEN)
    missing = sent(reporter, CODE, value="5", no_data="")
    assert missing.status_code == 422
    assert sent(reporter, CODE, value="5", no_data="", reason="Ya hay encuesta.").status_code == 302
    assert [(r.value, r.no_data_reason) for r in history(*key)] == [(None, REASON), (5, "")]


def test_the_draft_keeps_the_choice(reporter, key):
    assert sent(reporter, CODE, "save", no_data="1", no_data_reason="", expected_on="pronto").status_code == 302
    kept = draft_of(key).content
    assert (kept.no_data, kept.no_data_reason, kept.expected_on) == (True, "", "pronto")
    form = reporter.get(address(CODE)).content.decode()
    assert 'name="no_data" value="1" checked' in form
    refused = sent(reporter, CODE, no_data="1", no_data_reason=REASON, expected_on="pronto")
    assert refused.status_code == 422
    assert "«pronto» no es una fecha" in refused.content.decode()
    assert history(*key) == ()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"no_data": "1"}, "se esperaba el motivo"),
        ({"no_data": "1", "value": "5"}, "se esperaba el motivo"),
        ({"no_data": "1", "no_data_reason": REASON, "value": "5"}, "se esperaba uno de los dos"),
        ({"no_data": "", "no_data_reason": REASON, "value": "5"}, "se esperaba uno de los dos"),
        ({"no_data": "", "no_data_reason": REASON}, "no se eligió que no lo hay"),
        ({"no_data": "1", "expected_on": "2027-09-30"}, "ni el motivo por el que no hay dato"),
    ],
)
def test_what_contradicts_itself_is_told_and_nothing_typed_is_lost(reporter, key, typed, told):
    answer = sent(reporter, CODE, **typed)
    text = answer.content.decode()
    assert (answer.status_code, told in text) == (422, True)
    for name, kept in typed.items():
        if name != "no_data" and kept:
            assert kept in text
    assert history(*key) == ()


def test_both_sides_are_shown_where_something_stands_on_the_other_one(reporter):
    assert ' mixed"' in sent(reporter, CODE, **CHOSEN, value="5").content.decode()
    assert ' mixed"' not in reporter.get(address("OP1-I2")).content.decode()


def test_while_it_is_chosen_the_light_is_that_of_missing_data(reporter):
    asked = {**fresh(), **CHOSEN}
    told = reporter.post(address(CODE, route="work:judge"), asked, headers={"HX-Request": "true"}).content.decode()
    assert "Sin datos" in told
    assert 'class="wrong"' not in told


def test_withdrawing_a_value_asks_to_be_confirmed(reporter, bring, key):
    bring(CODE, 2026, "5", to=State.VALIDATED)
    answer = sent(reporter, CODE, **CHOSEN, reason="Era de otro río.")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "este reporte lo retira" in text
    mark = text.split('name="confirmed" value="')[1].split('"')[0]
    assert sent(reporter, CODE, **CHOSEN, reason="Era de otro río.", confirmed=mark).status_code == 302
    assert [r.value for r in history(*key)] == [5, None]


def test_what_was_returned_is_mended(reporter, people, key):
    sent(reporter, CODE, **CHOSEN)
    return_value(key, actor=people[Role.LEAD], reason="Diga qué encuesta.")
    form = reporter.get(address(CODE)).content.decode()
    assert "Diga qué encuesta." in form
    assert REASON in form
    again = {**CHOSEN, "no_data_reason": "No se realizó la encuesta de hogares.", "reason": "Se precisa."}
    assert sent(reporter, CODE, **again).status_code == 302
    assert [r.state for r in history(*key)] == [State.RETURNED, State.SUBMITTED]


def test_a_reviewer_decides_on_it_alone(reporter, as_role, key):
    sent(reporter, CODE, **CHOSEN)
    lead = as_role(Role.LEAD)
    queue = lead.get(page("review:queue") + "?anio=2026").content.decode()
    assert f'value="{CODE}:1"' not in queue
    chosen = {"estado": "submitted", "value": f"{CODE}:1", "back": ""}
    told = lead.post(page("review:advance") + "?anio=2026", chosen, follow=True).content.decode()
    assert "Reporta que no hay dato: ábralo y decida." in told
    assert history(*key)[-1].state is State.SUBMITTED
