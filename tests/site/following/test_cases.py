"""One case: what was done, what is promised, who is in charge, how it ends, who sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.conftest import as_person
from tests.site.filling import page
from tests.site.following.conftest import step

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.models import Progress
from rumbo.apps.following.selectors import case, commitment
from rumbo.apps.following.services import close, commit, follow_up
from rumbo.apps.ledger.services import store_evidence
from rumbo.site.following.lines import unbroken

CASE, COMMITMENT = "following:case", "following:commitment"


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


@pytest.fixture
def reporter(as_role):
    return as_role(Role.ENTITY_REPORTER)


def seen(client, number, question=""):
    answer = client.get(page(CASE, number=number) + question)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_entity_tells_what_was_done_with_a_file(reporter, own, policy_site):
    file = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 minutes")
    assert step(reporter, CASE, own.id, "follow", remark="Register <b>mended</b>", file=file).status_code == 302
    entry = case(policy_site, own.id).history[-1]
    assert (entry.remark, entry.by, entry.progress) == (
        "Register <b>mended</b>",
        "Entity_Reporter Person",
        Progress.IN_PROGRESS,
    )
    shown = seen(reporter, own.id)
    assert "Register &lt;b&gt;mended" in shown
    kept = reporter.get(page("following:case_evidence", number=own.id, sha256=entry.evidence.sha256))
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 minutes"
    assert kept["Content-Disposition"].startswith("attachment")
    assert "sandbox" in kept["Content-Security-Policy"] or "object-src 'self'" in kept["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"), [("page.html", b"<html>"), ("dressed.pdf", b"<script>alert(1)</script>"), ("empty.pdf", b"")]
)
def test_a_hostile_file_is_refused_and_the_remark_kept(reporter, own, policy_site, name, content):
    answer = step(reporter, CASE, own.id, "follow", remark="What I typed", file=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert "What I typed" in answer.content.decode()
    assert 'class="problems"' in answer.content.decode()
    assert len(case(policy_site, own.id).history) == 1


def test_a_remark_must_say_something(reporter, own, policy_site):
    answer = step(reporter, CASE, own.id, "follow", remark="  ")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert len(case(policy_site, own.id).history) == 1


def test_the_lead_writes_down_a_commitment(lead, own, people, policy_site, today):
    due = today + timedelta(days=30)
    typed = {"text": "Mend it", "entity": "GRA/Oficina de Inversiones", "person": people[Role.ENTITY_HEAD].pk}
    assert step(lead, CASE, own.id, "commit", due=due.isoformat(), **typed).status_code == 302
    (promised,) = case(policy_site, own.id).commitments
    assert (promised.text, promised.entity, promised.unit, promised.person_id, promised.due) == (
        "Mend it",
        "GRA",
        "Oficina de Inversiones",
        people[Role.ENTITY_HEAD].pk,
        due,
    )


@pytest.mark.parametrize(
    "wrong",
    [{"entity": "MAR"}, {"due": "tomorrow"}, {"text": ""}, {"person": "999999"}, {"entity": "GRA/No such unit"}],
)
def test_a_wrong_commitment_is_told_and_kept(lead, own, policy_site, today, wrong):
    typed = {"text": "Mend it", "entity": "GRA", "due": today.isoformat(), **wrong}
    answer = step(lead, CASE, own.id, "commit", **typed)
    assert answer.status_code == 422
    assert case(policy_site, own.id).commitments == ()
    assert '<details class="step" id="commit" open>' in answer.content.decode()


def test_a_case_closes_once_its_commitments_have_ended(lead, own, promised, policy_site):
    refused = step(lead, CASE, own.id, "close", progress="done", remark="All good")
    assert refused.status_code == 422
    assert "Tiene compromisos sin concluir: 1" in refused.content.decode()
    assert "All good" in refused.content.decode()
    assert step(lead, COMMITMENT, promised.id, "settle", progress="done", remark="Mended").status_code == 302
    assert step(lead, CASE, own.id, "close", progress="closed", remark="Seen").status_code == 302
    assert case(policy_site, own.id).progress is Progress.CLOSED
    shown = seen(lead, own.id)
    assert 'value="reopen"' in shown
    assert 'value="follow"' not in shown
    assert step(lead, CASE, own.id, "reopen", remark="It came back").status_code == 302
    assert case(policy_site, own.id).progress is Progress.IN_PROGRESS


def test_a_case_closed_meanwhile_takes_no_more(reporter, own, people, policy_site):
    close(policy_site, own.id, Progress.DONE, actor=people[Role.LEAD], remark="Done")
    answer = step(reporter, CASE, own.id, "follow", remark="Too late")
    assert answer.status_code == 422
    assert "Ya concluyó" in answer.content.decode()
    assert "Too late" in answer.content.decode()


def test_somebody_else_is_put_in_charge(lead, own, people, policy_site):
    assert step(lead, CASE, own.id, "assign", owner=people.other.pk).status_code == 302
    assert case(policy_site, own.id).owner_id == people.other.pk
    assert unbroken(own.message) in seen(as_person(people.other), own.id)


def test_planning_makes_it_public_and_withdraws_it(as_role, own, client):
    planning = as_role(Role.PLANNING)
    assert unbroken(own.message) not in client.get(page("public:alerts")).content.decode()
    assert step(planning, CASE, own.id, "publish").status_code == 302
    assert unbroken(own.message) in client.get(page("public:alerts") + "?anio=2026").content.decode()
    assert step(planning, CASE, own.id, "withdraw").status_code == 302
    assert unbroken(own.message) not in client.get(page("public:alerts") + "?anio=2026").content.decode()


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.ENTITY_REPORTER, ("commit", "assign", "close", "reopen", "publish")),
        (Role.ENTITY_HEAD, ("commit", "assign", "close", "reopen", "publish")),
        (Role.LEAD, ("publish", "withdraw", "nonsense")),
        (Role.AUDITOR, ("follow", "commit", "assign", "close", "publish")),
        (Role.ADMINISTRATOR, ("follow", "commit", "assign", "close", "publish")),
    ],
)
def test_each_role_does_what_it_may(as_role, own, policy_site, role, refused):
    client = as_role(role)
    shown = seen(client, own.id)
    for action in refused:
        assert f'name="action" value="{action}"' not in shown
        answer = step(client, CASE, own.id, action, remark="x", progress="done", owner="1", text="x", entity="GRA")
        assert answer.status_code == 403
    assert case(policy_site, own.id) == own


def test_nobody_reaches_the_case_of_another_entity(reporter, foreign, people, policy_site):
    evidence = store_evidence(b"%PDF-1.7 theirs", "theirs.pdf")
    follow_up(policy_site, case_id=foreign.id, actor=people.other, remark="ours", evidence=evidence)
    assert reporter.get(page(CASE, number=foreign.id)).status_code == 404
    assert step(reporter, CASE, foreign.id, "follow", remark="x").status_code == 404
    for route, number in (("following:case_evidence", foreign.id), ("following:case_evidence", foreign.id + 99)):
        assert reporter.get(page(route, number=number, sha256=evidence.sha256)).status_code == 404
    assert as_person(people.other).get(page(CASE, number=foreign.id)).status_code == 200


def test_a_file_is_served_by_its_own_matter_alone(reporter, own, promised, people, policy_site):
    evidence = store_evidence(b"%PDF-1.7 ours", "ours.pdf")
    follow_up(policy_site, commitment_id=promised.id, actor=people[Role.LEAD], remark="x", evidence=evidence)
    route = "following:commitment_evidence"
    served = reporter.get(page(route, number=promised.id, sha256=evidence.sha256))
    assert b"".join(served.streaming_content) == b"%PDF-1.7 ours"
    assert reporter.get(page("following:case_evidence", number=own.id, sha256=evidence.sha256)).status_code == 404


def test_who_promised_about_another_entity_s_case_sees_it_but_not_the_other_promises(
    own, promised, people, policy_site, today
):
    theirs = commit(
        policy_site, case_id=own.id, text="Help", entity=people.other_entity, due=today, actor=people[Role.LEAD]
    )
    other = as_person(people.other)
    shown = seen(other, own.id)
    assert theirs.text in shown
    assert promised.text not in shown
    assert other.get(page(COMMITMENT, number=theirs.id)).status_code == 200
    assert other.get(page(COMMITMENT, number=promised.id)).status_code == 404
    assert step(other, COMMITMENT, promised.id, "follow", remark="x").status_code == 404


def test_an_auditor_sees_it_as_it_stood(as_role, own, lead, policy_site):
    before = datetime.now(UTC).isoformat()
    step(lead, CASE, own.id, "follow", remark="Said later")
    auditor = as_role(Role.AUDITOR)
    moment = before.replace("+00:00", "Z")
    assert "Said later" in seen(auditor, own.id)
    past = seen(auditor, own.id, f"?al={moment}")
    assert "Said later" not in past
    assert unbroken(own.message) in past
    assert auditor.get(page(CASE, number=own.id) + "?al=2020-01-01").status_code == 404
    assert 'name="action"' not in seen(lead, own.id, f"?al={moment}")
    assert commitment(policy_site, 1) is None


def test_each_reader_reads_the_alert_in_the_own_language(lead, own, bring):
    spanish = seen(lead, own.id)
    english = lead.get("/en" + page(CASE, number=own.id)).content.decode()
    assert unbroken(own.message) in spanish
    assert unbroken(own.message) not in english
    assert "Today it says" not in english
    bring("OP1-I1", 2026, "21")
    assert unbroken(own.message) in (moved := seen(lead, own.id))
    assert "Hoy dice:" in moved
