"""Two people at one value: each is told of the other, and nothing of either is lost; and who may not come near."""

import pytest
from tests.site.conftest import as_person
from tests.site.filling import address, fresh, opened, sent

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history


@pytest.fixture
def second(people, policy_site):
    """A second reporter of the same entity."""
    person = Person.objects.create_user("second@example.invalid", "Second Person")
    grant(person, Role.ENTITY_REPORTER, Entity.objects.get(policy=policy_site.code, code=people.entity))
    return as_person(person)


@pytest.fixture
def first(as_role):
    return as_role(Role.ENTITY_REPORTER)


def test_each_is_told_that_the_other_has_it_open(first, second):
    first.get(address("OP2-I1"))
    assert "también tiene abierto este valor" in second.get(address("OP2-I1")).content.decode()
    told = first.get(address("OP2-I1", route="work:presence")).content.decode()
    assert "Second Person" in told
    assert "<html" not in told


def test_the_second_to_save_sees_both_versions_and_goes_on(first, second, policy_site):
    seen = opened(second, "OP2-I1")
    sent(first, "OP2-I1", "save", value="4", comment="from the first")
    answer = second.post(address("OP2-I1"), {**seen, "action": "save", "value": "7", "comment": "from the second"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("from the first") == 1
    assert page.count("from the second") == 2, "in the comparison, and still in the form"
    assert draft_of(ObservationKey(policy_site.code, "OP2-I1", 2026)).content.value == "4"
    form = answer.context["form"]
    again = {**seen, "version": form["version"].value(), "revision": form["revision"].value()}
    answer = second.post(address("OP2-I1"), {**again, "action": "save", "value": "7", "comment": "both"})
    assert answer.status_code == 302
    assert draft_of(ObservationKey(policy_site.code, "OP2-I1", 2026)).content.comment == "both"


def test_saving_by_itself_tells_of_the_conflict(first, second):
    seen = opened(second, "OP2-I1")
    sent(first, "OP2-I1", "save", value="4")
    answer = second.post(address("OP2-I1"), {**seen, "action": "autosave", "value": "7"})
    assert answer.status_code == 409
    assert "otra persona guardó mientras tanto" in answer.content.decode()


def test_who_submits_after_another_sees_what_was_recorded(first, second, policy_site):
    seen = opened(second, "OP2-I1")
    sent(first, "OP2-I1", value="5")
    answer = second.post(address("OP2-I1"), {**seen, "action": "submit", "value": "4"})
    assert answer.status_code == 409
    assert "Mientras tanto se registró otro valor" in answer.content.decode()
    assert 'value="4"' in answer.content.decode()
    assert len(history(policy_site.code, "OP2-I1", 2026)) == 1


ROUTES = ("work:value", "work:judge", "work:hand_back")


@pytest.mark.parametrize("route", ROUTES)
def test_another_entity_finds_nothing(people, route, first):
    sent(first, "OP2-I1", "save", value="4", comment="a secret of the entity")
    stranger = as_person(people.other)
    typed = {**fresh(), "action": "save", "value": "1", "remark": "x"}
    for answer in (stranger.get(address("OP2-I1")), stranger.post(address("OP2-I1", route=route), typed)):
        assert answer.status_code == 404
        assert "a secret" not in answer.content.decode()


def test_another_unit_finds_nothing(people, policy_site):
    entity = Entity.objects.get(policy=policy_site.code, code=people.entity)
    person = Person.objects.create_user("lab@example.invalid", "Lab")
    grant(person, Role.ENTITY_REPORTER, entity, entity.units.get(name="Laboratorio Regional"))
    client = as_person(person)
    assert client.get(address("S2.1.1-Q1")).status_code == 200
    assert client.get(address("OP2-I1")).status_code == 404
    assert client.post(address("OP2-I1"), {**fresh(), "action": "submit", "value": "4"}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.PLANNING])
def test_who_does_not_report_has_no_form(as_role, role):
    assert as_role(role).get(address("OP2-I1")).status_code == 403


def test_where_reporters_hand_to_the_head(settings, as_role, first, policy_site, people):
    settings.REPORTERS_SUBMIT = False
    assert "Entregar al responsable de la entidad" in first.get(address("OP2-I1")).content.decode()
    assert sent(first, "OP2-I1", "hand_over", value="5").status_code == 302
    head = as_role(Role.ENTITY_HEAD)
    assert "Devolver el borrador" in head.get(address("OP2-I1")).content.decode()
    back = head.post(address("OP2-I1", route="work:hand_back"), {"remark": "Count May too."})
    assert back.status_code == 302
    assert "Count May too." in first.get(address("OP2-I1")).content.decode()
    assert sent(first, "OP2-I1", "hand_over", value="5").status_code == 302
    assert sent(head, "OP2-I1", value="5").status_code == 302
    assert history(policy_site.code, "OP2-I1", 2026)[0].recorded_by == people[Role.ENTITY_HEAD].name


def test_a_reporter_does_not_submit_past_the_head(settings, first, policy_site):
    settings.REPORTERS_SUBMIT = False
    answer = sent(first, "OP2-I1", value="5")
    assert answer.status_code == 400
    assert not history(policy_site.code, "OP2-I1", 2026)
