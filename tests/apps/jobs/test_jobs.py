"""Long work: asked for once, done once, told in both languages, seen by those whose business it is."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.apps.jobs import liveness
from rumbo.apps.jobs.carrying import carry_out, progress
from rumbo.apps.jobs.folders import folder_of_jobs
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.selectors import job_of, jobs_of, result_file
from rumbo.apps.jobs.services import KEPT, again, forget_old, start, sweep
from rumbo.apps.ledger.models import IssuedReport, Revision
from rumbo.apps.ledger.services import advance_all, record_values
from rumbo.core.errors import InputError
from rumbo.core.language import in_both_languages, speaking
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy.models import Policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))


@pytest.fixture
def someone(tiny_policy: Policy) -> Callable[..., Person]:
    """Make a person of the water plan with a role."""
    register_entities(tiny_policy)

    def made(role: Role, name: str = "") -> Person:
        person = Person.objects.create_user(f"{name or role.value}@agua.example", name or role.value)
        grant(person, role, Entity.objects.get(policy=tiny_policy.code, code=tiny_policy.planning_unit.entity))
        return person

    return made


@pytest.fixture
def named(tiny_policy: Policy, tiny_policy_folder: Path) -> dict[str, object]:
    return {"policy": str(tiny_policy_folder), "year": tiny_policy.target_years[0]}


def done(job: Job) -> Job:
    """The job after a worker did it."""
    carry_out(job.pk, job.attempt)
    return Job.objects.get(pk=job.pk)


@pytest.fixture
def validated(tiny_policy: Policy, named: dict[str, object], system: Person) -> NewValue:
    """One validated value, so that there is something to report."""
    indicator = next(i for i in tiny_policy.indicators if i.measure.reported_as == "value")
    value = NewValue(indicator.code, int(str(named["year"])), Decimal(7))
    record_values(tiny_policy, [value], origin=Origin.REPORTED, actor=system)
    for state in (State.CONSOLIDATED, State.VALIDATED):
        advance_all(tiny_policy.code, value.year, state, system)
    return value


def test_a_job_waits_is_done_and_hands_out_its_files(someone: Callable[..., Person], named: dict[str, object]) -> None:
    planner = someone(Role.PLANNING)
    job = start("report", {**named, "formats": "json,csv"}, planner)
    assert (job.state, job.percent, job.sentence("es")) == (Job.State.QUEUED, 0, "Espera su turno.")
    ended = done(job)
    assert (ended.state, ended.percent, ended.is_over, ended.can_start_again) == (Job.State.DONE, 100, True, False)
    year = named["year"]
    assert ended.sentence("es") == f"El reporte de {year} está impreso."
    assert ended.sentence("en") == f"The report of {year} is printed."
    assert ended.data["status"] == "provisional"
    for file in ended.files:
        place = result_file(ended, file["name"])
        assert place
        assert hashlib.sha256(place.read_bytes()).hexdigest() == file["sha256"]
    assert len(ended.files) > 3
    assert result_file(ended, "../../rumbo.sqlite3") is None
    assert result_file(ended, "other.json") is None


def test_what_still_waits_is_not_asked_for_twice(someone: Callable[..., Person], named: dict[str, object]) -> None:
    planner, other = someone(Role.PLANNING), someone(Role.LEAD)
    job = start("report", named, planner)
    assert start("report", named, planner) == job
    assert start("report", {**named, "approved": True}, planner) != job
    assert start("report", named, other) != job
    done(job)
    assert start("report", named, planner) != job
    assert DBTaskResult.objects.count() == 4


def test_a_taken_job_is_not_taken_again(someone: Callable[..., Person], named: dict[str, object]) -> None:
    job = start("verification", {}, someone(Role.AUDITOR))
    ended = done(job)
    assert done(job).ended_at == ended.ended_at
    assert ended.data == {"sound": True, "entries": 0, "head": {"sequence": 0, "row_hash": "0" * 64}, "faults": []}


def test_a_report_is_issued_once_however_often_the_job_is_done(
    someone: Callable[..., Person], named: dict[str, object], validated: NewValue
) -> None:
    planner = someone(Role.PLANNING)
    job = start("issue", {**named, "formats": "json,csv"}, planner)
    number = f"{validated.year}-01"
    assert job.parameters["number"] == number
    first = done(job)
    assert first.state == Job.State.DONE, first.mistakes
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)  # as if its worker had died after issuing
    again_done = done(job)
    assert again_done.data == first.data
    assert sorted(f["sha256"] for f in again_done.files) == sorted(f["sha256"] for f in first.files)
    assert number in again_done.sentence("es")
    asked_with_the_same_number = start("issue", {**named, "formats": "json,csv", "number": number}, planner)
    assert done(asked_with_the_same_number).data == first.data
    assert IssuedReport.objects.count() == 1


def test_a_number_that_another_person_used_is_refused(
    someone: Callable[..., Person], named: dict[str, object], validated: NewValue
) -> None:
    first = start("issue", {**named, "formats": "json"}, someone(Role.PLANNING))
    second = start("issue", {**named, "formats": "json"}, someone(Role.PLANNING, "vera"))
    assert done(first).state == Job.State.DONE
    refused = done(second)
    assert refused.state == Job.State.REFUSED
    assert refused.problems("en")[0].what == f"The report {validated.year}-01 was issued by planning meanwhile."
    assert refused.problems("es")[0].mend == "Revíselo antes de emitir otro."
    assert IssuedReport.objects.count() == 1


def test_the_ledger_guards_what_a_job_does(
    someone: Callable[..., Person], named: dict[str, object], validated: NewValue
) -> None:
    refused = done(start("issue", {**named, "formats": "json"}, someone(Role.AUDITOR)))
    assert refused.state == Job.State.REFUSED
    assert refused.problems("en")[0].what == "Issuing a report asks for the role planning office."
    assert refused.problems("es")[0].what != refused.problems("en")[0].what
    assert IssuedReport.objects.count() == 0


def test_a_workbook_is_recorded_with_its_evidence(
    tiny_policy: Policy, someone: Callable[..., Person], named: dict[str, object], system: Person
) -> None:
    indicator = next(i for i in tiny_policy.indicators if i.measure.reported_as == "value")
    form = f"code;value;evidence\n{indicator.code};12;proof.pdf\n".encode()
    asked = {**named, "form": "form.csv"}
    alone = done(start("workbook", asked, system, {"form.csv": form}))
    assert alone.state == Job.State.REFUSED
    assert alone.problems("en")[0].what == "The evidence file “proof.pdf” did not come with the workbook."
    assert Revision.objects.count() == 0
    received = {"form.csv": form, "proof.pdf": b"%PDF"}
    trial = done(start("workbook", {**asked, "dry_run": True}, system, received))
    assert trial.sentence("en") == "1 value would be recorded."
    assert Revision.objects.count() == 0
    ended = done(start("workbook", asked, system, received))
    assert (ended.data["recorded"], ended.data["unchanged"]) == ([indicator.code], [])
    assert ended.sentence("es") == "Se registró 1 valor."
    kept = Revision.objects.get().evidence_files.values_list("name", flat=True)
    assert sorted(kept) == ["form.csv", "proof.pdf"]
    twice = done(start("workbook", asked, system, received))
    assert (twice.data["recorded"], twice.data["unchanged"]) == ([], [indicator.code])


def test_wrong_cells_are_told_one_by_one_in_both_languages(
    tiny_policy: Policy, named: dict[str, object], system: Person
) -> None:
    form = b"code;value\nNO-SUCH;12\nALSO-NOT;1\n"
    refused = done(start("workbook", {**named, "form": "form.csv"}, system, {"form.csv": form}))
    assert refused.state == Job.State.REFUSED
    english, spanish = refused.problems("en"), refused.problems("es")
    assert len(english) == len(spanish) == 2
    assert [p.where for p in english] == ["form.csv:2, column code", "form.csv:3, column code"]
    assert [p.where for p in spanish] == ["form.csv:2, columna code", "form.csv:3, columna code"]
    assert all(e.what != s.what for e, s in zip(english, spanish, strict=True))


def test_indicators_without_data_have_a_reason(system: Person) -> None:
    ended = done(start("indicators", {"policy": "pnmce-2040", "year": 2025}, system))
    assert ended.state == Job.State.DONE, ended.mistakes
    assert ended.data["recorded"] == []
    assert len(ended.data["no_data"]) >= 8
    assert all(ended.data["no_data"].values())


def test_an_error_that_nobody_foresaw_ends_the_job_only(
    someone: Callable[..., Person], named: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    job = start("workbook", {**named, "form": "form.csv"}, someone(Role.LEAD), {"form.csv": b"code;value\n"})
    next(folder_of_jobs().glob("*/received/*")).unlink()
    Job.objects.filter(pk=job.pk).update(parameters={})
    failed = done(job)
    assert (failed.state, failed.can_start_again) == (Job.State.FAILED, True)
    assert str(job.pk) in caplog.text
    assert failed.sentence("en").startswith("It ended in an error that was not foreseen")


@pytest.mark.parametrize(
    ("kind", "parameters", "where"),
    [
        ("tea", {}, ""),
        ("report", {"policy": "pnmce-2040"}, "year"),
        ("verification", {"extra": 1}, "extra"),
        ("report", {"policy": "pnmce-2040", "year": 2026, "formats": "gif"}, ""),
    ],
)
def test_a_wrong_request_is_refused(system: Person, kind: str, parameters: dict[str, object], where: str) -> None:
    with pytest.raises(InputError) as refused:
        start(kind, parameters, system, {"file": b"bytes"})
    assert refused.value.problems[0].where == where
    assert not Job.objects.exists()
    assert not list(folder_of_jobs().rglob("*"))


def test_people_follow_their_own_jobs_and_auditors_all(someone: Callable[..., Person]) -> None:
    reporter, lead = someone(Role.ENTITY_REPORTER), someone(Role.LEAD)
    job = start("verification", {}, reporter)
    for sees in (reporter, someone(Role.AUDITOR), someone(Role.ADMINISTRATOR)):
        assert job_of(str(job.pk), sees) == job
        assert jobs_of(sees) == (job,)
    assert job_of(job.pk, lead) is None
    assert jobs_of(lead) == ()
    assert job_of("no-number", reporter) is None
    reporter.is_active = False
    assert job_of(job.pk, reporter) is None
    assert jobs_of(reporter) == ()


def test_a_job_of_a_dead_worker_is_interrupted_and_starts_again(someone: Callable[..., Person]) -> None:
    lead = someone(Role.LEAD)
    job = start("verification", {}, lead)
    Job.objects.update(state=Job.State.RUNNING, worker="dead")
    found = job_of(job.pk, lead)
    assert found
    assert (found.state, found.is_over) == (Job.State.INTERRUPTED, True)
    assert Job.objects.get().state == Job.State.RUNNING  # reading writes nothing
    with pytest.raises(InputError, match="Only who asked"):
        again(found, someone(Role.AUDITOR))
    restarted = again(found, lead)
    assert (restarted.state, restarted.attempt) == (Job.State.QUEUED, 2)
    carry_out(job.pk, 1)  # the task of the first attempt, should it come back
    assert Job.objects.get().state == Job.State.QUEUED
    assert done(restarted).state == Job.State.DONE
    with pytest.raises(InputError, match="under way or done"):
        again(restarted, lead)


def test_a_living_worker_is_told_from_a_dead_one(someone: Callable[..., Person]) -> None:
    lead = someone(Role.LEAD)
    job = start("verification", {}, lead)
    Job.objects.update(state=Job.State.RUNNING, worker="w1")
    assert not liveness.any_alive()
    with liveness.living("w1"):
        assert liveness.any_alive()
        assert liveness.this_worker() == "w1"
        sweep()
        found = job_of(job.pk, lead)
        assert found
        assert found.state == Job.State.RUNNING
        sweep("w1")  # the worker itself says that it does nothing
    assert Job.objects.get().state == Job.State.INTERRUPTED
    assert liveness.this_worker() == ""


def test_a_task_that_was_taken_and_not_begun_waits_again(someone: Callable[..., Person]) -> None:
    start("verification", {}, someone(Role.LEAD))
    DBTaskResult.objects.get().claim("dead")
    sweep()
    assert DBTaskResult.objects.ready().count() == 1
    Job.objects.update(state=Job.State.RUNNING, worker="dead")
    DBTaskResult.objects.get().claim("dead")
    sweep()
    assert DBTaskResult.objects.failed().count() == 1
    assert Job.objects.get().state == Job.State.INTERRUPTED


def test_progress_is_told_while_the_job_runs_only(someone: Callable[..., Person]) -> None:
    job = start("verification", {}, someone(Role.LEAD))
    with in_both_languages(), speaking("es"):
        progress(job, 50, "x")
    assert Job.objects.get().percent == 0


def test_old_jobs_are_forgotten_with_their_files(someone: Callable[..., Person], named: dict[str, object]) -> None:
    lead = someone(Role.LEAD)
    old = done(start("report", {**named, "formats": "json"}, lead))
    new = done(start("report", {**named, "formats": "json"}, lead))
    Job.objects.filter(pk=old.pk).update(ended_at=datetime.now(UTC) - KEPT - timedelta(days=1))
    forget_old()
    assert list(Job.objects.all()) == [new]
    assert {folder.name for folder in folder_of_jobs().iterdir()} == {str(new.pk)}
