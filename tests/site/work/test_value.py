"""The form of a value: every kind of indicator, drafts, submission, doubts, corrections."""

from decimal import Decimal

import pytest
from tests.site.conftest import as_person
from tests.site.filling import address, fresh, opened, sent

from rumbo.apps.accounts.models import Role
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services import return_value
from rumbo.core.observations import Origin, State


@pytest.fixture
def reporter(as_role):
    return as_role(Role.ENTITY_REPORTER)


@pytest.fixture
def recorded(policy_site):
    def past(code, year=2026):
        return history(policy_site.code, code, year)

    return past


@pytest.mark.parametrize(
    ("code", "typed", "value", "light"),
    [
        ("OP1-I2", {"value": "14.25"}, "14.25", "Verde"),  # money
        ("OP2-I1", {"value": "5"}, "5", "Verde"),  # a descending count
        ("S2.1.1-Q1", {"value": "10"}, "10", "Ámbar"),  # a descending figure, 8 expected
        ("S1.1.1-C1", {"value": "120"}, "120", "Verde"),  # a count
        ("S1.1.1-Q1", {"numerator": "60", "denominator": "120"}, "50", "Verde"),  # a share
    ],
)
def test_every_kind_is_submitted(reporter, recorded, code, typed, value, light):
    judged = reporter.post(address(code, route="work:judge"), {**fresh(), **typed}, headers={"HX-Request": "true"})
    assert light in judged.content.decode()
    assert "<html" not in judged.content.decode()
    answer = sent(reporter, code, **typed)
    assert answer.status_code == 302, answer.content.decode()
    (revision,) = recorded(code)
    assert (revision.value, revision.state, revision.origin) == (Decimal(value), State.SUBMITTED, Origin.REPORTED)
    assert "Se envió el valor" in reporter.get(answer["Location"]).content.decode()


def test_a_ratio_that_is_no_percentage(people, recorded):
    answer = sent(as_person(people.other), "S1.1.2-Q1", numerator="5840", denominator="365")
    assert answer.status_code == 302
    assert recorded("S1.1.2-Q1")[0].value == 16


def test_the_ratio_is_never_typed(reporter, recorded):
    page = reporter.get(address("S1.1.1-Q1")).content.decode()
    assert 'name="numerator"' in page
    assert 'name="value"' not in page
    sent(reporter, "S1.1.1-Q1", value="99", numerator="60", denominator="120")
    assert recorded("S1.1.1-Q1")[0].value == 50


def parts(**figures):
    typed = {}
    for place, (member, figure) in enumerate(figures.items()):
        typed |= {f"part-{place}-dimension": "region", f"part-{place}-member": member, f"part-{place}-value": figure}
    return typed


def test_the_parts_must_add_to_the_whole(reporter, recorded, policy_site):
    wrong = sent(reporter, "S1.1.1-C1", value="120", **parts(norte="60", centro="30", sur="20"))
    assert wrong.status_code == 422
    assert "suman 110" in wrong.content.decode()
    assert not recorded("S1.1.1-C1")
    assert draft_of(ObservationKey(policy_site.code, "S1.1.1-C1", 2026)), "what cannot be submitted is saved"
    right = sent(reporter, "S1.1.1-C1", value="120", **parts(norte="60", centro="40", sur="20"))
    assert right.status_code == 302, right.content.decode()
    assert {part.member: part.value for part in recorded("S1.1.1-C1")[0].parts} == {
        "norte": 60,
        "centro": 40,
        "sur": 20,
    }


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(reporter):
    answer = sent(reporter, "S1.1.1-C1", value="12.5", comment="<i>From</i> the register", **parts(norte="x", sur="7"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert {problem.where for problem in answer.context["problems"]} == {"Región: Norte", "Valor obtenido"}
    assert 'value="12.5"' in page
    assert "&lt;i&gt;From&lt;/i&gt; the register" in page
    assert 'name="part-0-value" value="x"' in page
    assert "part-0-value-error-1" in page


def test_a_draft_is_saved_and_found_again(reporter, recorded):
    assert sent(reporter, "OP1-I2", "save", value="abc", comment="not yet").status_code == 302
    page = reporter.get(address("OP1-I2")).content.decode()
    assert 'value="abc"' in page
    assert "not yet" in page
    assert not recorded("OP1-I2")


def test_it_saves_by_itself_while_typing(reporter, policy_site):
    hidden = opened(reporter, "OP1-I2")
    first = reporter.post(address("OP1-I2"), {**hidden, "action": "autosave", "value": "1"})
    assert 'name="version" id="version" value="1"' in first.content.decode()
    again = reporter.post(address("OP1-I2"), {**hidden, "version": "1", "action": "autosave", "value": "15"})
    assert again.status_code == 200
    assert draft_of(ObservationKey(policy_site.code, "OP1-I2", 2026)).content.value == "15"


def test_a_draft_can_be_discarded(reporter, policy_site):
    sent(reporter, "OP1-I2", "save", value="15")
    assert sent(reporter, "OP1-I2", "discard").status_code == 302
    assert draft_of(ObservationKey(policy_site.code, "OP1-I2", 2026)) is None


def test_the_same_submission_twice_is_recorded_once(reporter, recorded):
    form = {**opened(reporter, "OP1-I2"), "action": "submit", "value": "14.25"}
    first, second = (reporter.post(address("OP1-I2"), form) for _time in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert len(recorded("OP1-I2")) == 1


def test_without_a_value_nothing_is_submitted(reporter, recorded):
    answer = sent(reporter, "OP1-I2")
    assert answer.status_code == 422
    assert not recorded("OP1-I2")


def test_a_doubt_asks_to_be_confirmed_and_does_not_forbid(reporter, recorded):
    hidden = opened(reporter, "OP1-I2")
    asked = reporter.post(address("OP1-I2"), {**hidden, "action": "submit", "value": "400"})
    assert asked.status_code == 422
    assert "Confirme antes de enviarlo" in asked.content.decode()
    assert not recorded("OP1-I2")
    judgement = asked.context["judgement"]
    confirmed = {"version": asked.context["form"]["version"].value(), "confirmed": judgement.mark}
    done = reporter.post(address("OP1-I2"), {**hidden, **confirmed, "action": "submit", "value": "400"})
    assert done.status_code == 302
    assert recorded("OP1-I2")[0].value == 400


def test_a_confirmation_of_other_doubts_does_not_count(reporter, recorded):
    assert sent(reporter, "OP1-I2", value="400", confirmed="0" * 16).status_code == 422
    assert not recorded("OP1-I2")


def test_a_returned_value_is_mended_with_a_reason(reporter, recorded, bring, people):
    key = bring("OP2-I1", 2026, "6")
    return_value(key, actor=people[Role.LEAD], reason="Count May too.")
    page = reporter.get(address("OP2-I1")).content.decode()
    assert "Count May too." in page
    assert 'value="6"' in page, "the form starts from what was reported"
    assert "field-wrong" not in page, "nothing is wrong before anything was sent"
    without = sent(reporter, "OP2-I1", value="7")
    assert without.status_code == 422
    assert "reason" in without.context["form"].errors
    assert sent(reporter, "OP2-I1", value="7", reason="May was counted.").status_code == 302
    assert [(r.number, r.value, r.reason) for r in recorded("OP2-I1")] == [(1, 6, ""), (2, 7, "May was counted.")]


def test_what_stands_is_shown_and_can_be_corrected(reporter, bring):
    bring("OP2-I1", 2026, "6", to=State.VALIDATED)
    page = reporter.get(address("OP2-I1")).content.decode()
    assert "Lo que consta en el registro" in page
    assert 'name="value"' not in page
    assert 'name="value"' in reporter.get(address("OP2-I1") + "?corregir=1").content.decode()


def test_without_scripts_check_shows_the_whole_page_and_stores_nothing(reporter, policy_site):
    typed = {**opened(reporter, "OP2-I1"), "value": "4", "comment": "kept"}
    page = reporter.post(address("OP2-I1", route="work:judge"), typed).content.decode()
    assert "<html" in page
    assert "125.0 %" in page
    assert "kept" in page
    assert draft_of(ObservationKey(policy_site.code, "OP2-I1", 2026)) is None


def test_english_too(reporter):
    page = reporter.get("/en" + address("OP2-I1")).content.decode()
    assert "Expected value of 2026" in page
    assert "Save draft" in page


@pytest.mark.parametrize(("code", "year"), [("NO-SUCH", 2026), ("OP2-I1", 1999), ("OP2-I1", 2041), ("op2-i1", 2026)])
@pytest.mark.parametrize("route", ["work:value", "work:judge", "work:presence", "work:hand_back"])
def test_a_wrong_code_or_year_is_nowhere(reporter, code, year, route):
    method = reporter.get if route in {"work:value", "work:presence"} else reporter.post
    assert method(address(code, year, route)).status_code == 404


@pytest.mark.parametrize(
    "hidden", [{"version": "x"}, {"submission": "1"}, {"revision": "-1"}, {"version": ""}, {"revision": "9" * 30}]
)
def test_an_altered_form_is_refused(reporter, hidden):
    answer = reporter.post(address("OP2-I1"), {**fresh(), **hidden, "action": "save", "value": "4"})
    assert answer.status_code == 400


def test_an_unknown_button_is_refused(reporter):
    assert sent(reporter, "OP2-I1", "publish", value="4").status_code == 400


def test_a_text_too_long_is_told_at_its_field(reporter):
    answer = sent(reporter, "OP2-I1", "save", value="4", comment="x" * 20_001)
    assert answer.status_code == 422
    assert "comment" in answer.context["form"].errors
