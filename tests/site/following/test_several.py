"""Several alerts taken up at once: ticked or all that are shown, all or none, in the charge of one person."""

import re
from html import unescape

import pytest
from tests.site.filling import page
from tests.site.following.conftest import FOREIGN, OWN, alert_about

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.models import Case, Entry
from rumbo.apps.following.selectors import cases
from rumbo.core.language import speaking
from rumbo.site.following.views import home

pytestmark = pytest.mark.usefixtures("low")


def choice(subject):
    alert = alert_about(subject)
    return f"{alert.code}/{alert.subject}/{alert.began}"


def take(client, owner, *choices, question="", prefix="", **typed):
    address = f"{prefix}{page('following:take_up_several')}?anio=2026{question}"
    return client.post(address, {"chosen": choices, "take-owner": owner.pk, **typed})


def in_charge(policy):
    return {case.key.subject: (case.owner, case.begun_by) for case in cases(policy, 2026)}


def test_those_ticked_are_taken_up_in_the_charge_of_whom_one_chose(as_role, people, policy_site):
    client, owner = as_role(Role.LEAD), people[Role.ENTITY_HEAD]
    answer = take(client, owner, choice(OWN), choice(FOREIGN), question="&gravedad=high", **{"take-remark": "Urge."})
    assert answer.url == f"{page('following:home')}?anio=2026&gravedad=high"
    assert in_charge(policy_site) == dict.fromkeys((OWN, FOREIGN), (owner.name, people[Role.LEAD].name))
    assert [entry.remark for case in cases(policy_site, 2026) for entry in case.history] == ["Urge.", "Urge."]
    assert f"Se tomaron a cargo 2 alertas. Responsable: {owner.name}." in client.get(answer.url).content.decode()


def test_whoever_takes_them_up_is_offered_as_the_owner(as_role, people):
    form = as_role(Role.LEAD).get(f"{page('following:home')}?anio=2026").context["take_form"]
    assert form["owner"].value() == people[Role.LEAD].pk


def test_one_taken_before_stays_with_whoever_has_it_and_is_told(as_role, people, policy_site, own):
    client = as_role(Role.PLANNING)
    answer = take(client, people[Role.PLANNING], choice(OWN), choice(FOREIGN))
    told = client.get(answer.url).content.decode()
    assert "Se tomó a cargo 1 alerta" in told
    assert f"1 alerta ya se había tomado a cargo y queda como estaba ({own.owner}: {OWN})" in told
    assert in_charge(policy_site)[OWN] == (own.owner, own.begun_by)
    assert in_charge(policy_site)[FOREIGN][0] == people[Role.PLANNING].name


def test_the_same_form_sent_twice_changes_nothing_more(as_role, people):
    client = as_role(Role.LEAD)
    for _time in range(2):
        assert take(client, people[Role.LEAD], choice(OWN), choice(FOREIGN), choice(OWN)).status_code == 302
        assert (Case.objects.count(), Entry.objects.count()) == (2, 2)


def test_where_one_holds_no_more_none_is_taken_up(as_role, people, bring):
    gone, kept = choice(OWN), choice(FOREIGN)
    bring(OWN, 2026, "70")
    answer = take(as_role(Role.LEAD), people[Role.PLANNING], gone, kept)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Esta alerta ya no se presenta" in text
    assert "No se tomó ninguna" in text
    assert not Case.objects.exists()
    assert re.search(rf'value="{kept}" checked', text), "what was ticked stays ticked"
    assert answer.context["take_form"]["owner"].value() == str(people[Role.PLANNING].pk)
    assert f'action="{page("following:home")}"' in text, "the filters lead to the list"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"chosen": []}, "No se eligió ninguna alerta"),
        ({"take-owner": ""}, "Responsable"),
        ({"take-owner": "0"}, "Respon"),
    ],
)
def test_an_incomplete_form_is_told(as_role, people, typed, told):
    given = {"chosen": [choice(OWN)], "take-owner": people[Role.LEAD].pk} | typed
    answer = as_role(Role.LEAD).post(f"{page('following:take_up_several')}?anio=2026", given)
    assert answer.status_code == 422
    assert any(told in f"{problem.where} {problem.what}" for problem in answer.context["problems"])
    assert not Case.objects.exists()


def test_a_form_that_is_not_the_site_s_is_refused(as_role, people):
    assert take(as_role(Role.LEAD), people[Role.LEAD], "x").status_code == 400


def test_all_that_the_filters_show_are_taken_up_on_every_page(as_role, people, policy_site, monkeypatch):
    monkeypatch.setattr(home, "A_PAGE", 1)
    client = as_role(Role.LEAD)
    shown = client.get(f"{page('following:home')}?anio=2026&regla=low_compliance")
    every = unescape(re.search(r'name="every" value="([^"]+)"', shown.content.decode())[1])
    assert len(every.split()) == len(shown.context["alerts"].not_taken) > 1
    assert take(client, people[Role.LEAD], every=every, question="&regla=low_compliance").status_code == 302
    assert {*in_charge(policy_site)} == {row.subject.code for row in shown.context["alerts"].present}


def test_the_objective_is_a_filter(as_role, bring):
    bring("OP2-I1", 2026, "9")
    answer = as_role(Role.LEAD).get(f"{page('following:home')}?anio=2026&objetivo=OP2")
    listed = {row.subject.code for row in answer.context["alerts"].present}
    assert listed
    assert OWN not in listed
    assert {row.objective for row in answer.context["alerts"].present} == {"OP2"}


@pytest.mark.parametrize("role", [Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_are_offered_no_boxes(as_role, people, role):
    client = as_role(role)
    assert 'name="chosen"' not in client.get(f"{page('following:home')}?anio=2026").content.decode()
    assert take(client, people[Role.LEAD], choice(OWN)).status_code == 403
    assert not Case.objects.exists()


def test_english(as_role, people):
    client = as_role(Role.LEAD)
    with speaking("en"):
        told = choice(OWN)
    answer = client.get(take(client, people[Role.LEAD], told, prefix="/en").url)
    assert "1 alert was taken up" in answer.content.decode()
    assert "Take up several at once" in answer.content.decode()
