"""One value in review: everything to read, a step with a reason, and what happens when somebody was faster."""

from decimal import Decimal

import pytest
from tests.site.conftest import as_person
from tests.site.filling import address, page

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant
from rumbo.apps.desk.records import DraftContent
from rumbo.apps.desk.services import save_draft
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services import advance, record_values, return_value, store_evidence
from rumbo.core.observations import Evidence, NewValue, Origin, Part, State


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


def shown(client, code="OP2-I1", prefix=""):
    answer = client.get(prefix + address(code, route="review:value"))
    assert answer.status_code == 200
    return answer.content.decode()


def step(client, action, code="OP2-I1", number=1, state="submitted", **typed):
    form = {"action": action, "number": number, "state": state, **typed}
    return client.post(address(code, route="review:step"), form)


def state_of(key):
    return history(*key)[-1].state


def test_everything_of_it_is_shown(lead, bring, attach_to, policy_site, people):
    attach_to(bring("OP2-I1", 2026, "5"))
    bring("OP2-I1", 2025, "7")
    changed = NewValue("OP2-I1", 2026, Decimal(6), comment="With <i>May</i>", reason="A late register.")
    record_values(policy_site, [changed], origin=Origin.REPORTED, actor=people[Role.LEAD])
    text = shown(lead)
    for told in ("With &lt;i&gt;May&lt;/i&gt;", "A late register.", "Revisión 2: 6", "Revisión 1: 5", "register.pdf"):
        assert told in text
    assert "Qué cambió frente a la revisión anterior" in text


def test_the_first_lines_of_a_text_are_shown_and_not_run(lead, policy_site, people):
    table = store_evidence("año;brotes\n2026;<script>alert(1)</script>".encode(), "table.csv")
    value = NewValue("OP2-I1", 2026, Decimal(5))
    record_values(policy_site, [value], origin=Origin.REPORTED, actor=people[Role.LEAD], evidence=[table])
    text = shown(lead)
    assert "año;brotes" in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_file_that_was_altered_is_told(lead, bring, attach_to, settings):
    attach_to(bring("OP2-I1", 2026, "5"))
    stored = next(path for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file())
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF-1.7 another")
    assert "su huella ha cambiado" in shown(lead)


def test_consolidate_then_validate(lead, as_role, bring):
    key = bring("OP2-I1", 2026, "5")
    assert step(lead, "advance", remark="Checked against the bulletin.").status_code == 302
    assert state_of(key) is State.CONSOLIDATED
    assert history(*key)[-1].transitions[-1].comment == "Checked against the bulletin."
    assert step(as_role(Role.PLANNING), "advance", state="consolidated").status_code == 302
    assert state_of(key) is State.VALIDATED


def test_a_return_asks_for_its_reason(lead, bring):
    key = bring("OP2-I1", 2026, "5")
    answer = step(lead, "return", reason="  ")
    assert answer.status_code == 422
    assert state_of(key) is State.SUBMITTED
    assert step(lead, "return", reason="Count May too.").status_code == 302
    assert history(*key)[-1].transitions[-1].comment == "Count May too."


def test_the_second_is_told_what_the_first_did_and_keeps_what_was_typed(as_role, bring, people, policy_site):
    key = bring("OP2-I1", 2026, "5")
    second = Person.objects.create_user("second@example.invalid", "Second Lead")
    grant(second, Role.LEAD, Entity.objects.get(policy=policy_site.code, code=people.entity))
    advance(key, State.CONSOLIDATED, actor=people[Role.LEAD])
    answer = step(as_person(second), "return", reason="Count <b>May</b> too.")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ahora está «Consolidado», por Lead Person" in text
    assert "Count &lt;b&gt;May&lt;/b&gt; too." in text
    assert state_of(key) is State.CONSOLIDATED, "nothing was done"


def test_a_value_replaced_meanwhile_is_not_moved(lead, bring):
    key = bring("OP2-I1", 2026, "5")
    bring("OP2-I1", 2026, "6")
    assert step(lead, "advance", number=1).status_code == 409
    assert state_of(key) is State.SUBMITTED


def test_a_value_moved_out_of_reach_keeps_the_reason(lead, bring, people):
    key = bring("OP2-I1", 2026, "5")
    return_value(key, actor=people[Role.LEAD], reason="First.")
    answer = step(lead, "return", reason="Second.")
    assert answer.status_code == 409
    assert "Second." in answer.content.decode()
    assert len(history(*key)[-1].transitions) == 2


def test_who_else_has_it_open(lead, as_role, bring):
    bring("OP2-I1", 2026, "5")
    shown(as_role(Role.PLANNING))
    assert "Planning Person también tiene abierto este valor" in shown(lead)
    told = lead.get(address("OP2-I1", route="review:presence")).content.decode()
    assert "Planning Person" in told
    assert "<html" not in told


def test_a_correction_on_its_way_is_told(lead, bring, people, policy_site):
    key = bring("OP2-I1", 2026, "5")
    save_draft(policy_site, key, DraftContent("6"), actor=people[Role.ENTITY_REPORTER], seen_version=0)
    assert "prepara una corrección" in shown(lead)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_read_without_a_form(as_role, bring, role):
    bring("OP2-I1", 2026, "5")
    client = as_role(role)
    assert "Su decisión" not in shown(client)
    assert step(client, "advance").status_code == 403


@pytest.mark.parametrize("role", [Role.ENTITY_REPORTER, Role.ENTITY_HEAD])
def test_reporters_do_not_review(as_role, bring, role):
    key = bring("OP2-I1", 2026, "5")
    client = as_role(role)
    assert client.get(address("OP2-I1", route="review:value")).status_code == 403
    assert step(client, "advance").status_code == 403
    assert state_of(key) is State.SUBMITTED


def test_the_planning_office_does_not_consolidate(as_role, bring):
    key = bring("OP2-I1", 2026, "5")
    assert step(as_role(Role.PLANNING), "advance").status_code == 400
    assert state_of(key) is State.SUBMITTED


@pytest.mark.parametrize(
    "altered", [{"number": "x"}, {"state": "x"}, {"number": ""}, {"action": "publish"}, {"number": "9" * 30}]
)
def test_an_altered_form_is_refused(lead, bring, altered):
    key = bring("OP2-I1", 2026, "5")
    form = {"action": "advance", "number": 1, "state": "submitted", **altered}
    assert lead.post(address("OP2-I1", route="review:step"), form).status_code == 400
    assert state_of(key) is State.SUBMITTED


@pytest.mark.parametrize(("code", "year"), [("NO-SUCH", 2026), ("OP2-I1", 1999), ("OP2-I1", 2041)])
def test_a_wrong_code_or_year_is_nowhere(lead, code, year):
    assert lead.get(address(code, year, "review:value")).status_code == 404
    form = {"action": "advance", "number": 1, "state": "submitted"}
    assert lead.post(address(code, year, "review:step"), form).status_code == 404


def test_a_value_nobody_reported(lead):
    assert "Todavía no se reportó ningún valor" in shown(lead)
    assert step(lead, "advance").status_code == 422


def test_parts_are_compared_with_the_revision_before(lead, policy_site, people):
    def record(north, south):
        parts = (Part("region", "norte", Decimal(north)), Part("region", "sur", Decimal(south)))
        value = NewValue("S1.1.1-C1", 2026, Decimal(120), parts=parts, reason="Another count.")
        record_values(policy_site, [value], origin=Origin.REPORTED, actor=people[Role.LEAD])

    record(60, 60)
    record(70, 50)
    (newest, _first) = lead.get(address("S1.1.1-C1", route="review:value")).context["changes"]
    assert {(d.what, d.before, d.after) for d in newest.differences} == {
        ("Región: Norte", "60", "70"),
        ("Región: Sur", "60", "50"),
    }


def test_english_too(lead, bring):
    bring("OP2-I1", 2026, "5")
    assert "Your decision" in shown(lead, prefix="/en")


def test_the_queue_comes_next(lead, bring):
    bring("OP2-I1", 2026, "5")
    assert step(lead, "advance")["Location"] == page("review:queue") + "?anio=2026&estado=submitted"


def test_an_evidence_record_is_what_the_page_lists(lead, bring, attach_to):
    attach_to(bring("OP2-I1", 2026, "5"))
    (file,) = lead.get(address("OP2-I1", route="review:value")).context["files"]
    assert isinstance(file.file, Evidence)
    assert (file.picture, file.document, file.text, file.problem) == (False, True, "", "")
