"""A whole workbook: problems by cell, what would be recorded, all of it or nothing, by the road of the command line."""

from pathlib import Path

import pytest
from tests.apps.invented import Cast, value

from rumbo.apps.accounts.models import Entity, Person, Role, Unit
from rumbo.apps.accounts.services import grant
from rumbo.apps.desk.workbooks import Workbook, check_workbook, record_workbook
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, observations, verify
from rumbo.apps.ledger.services import record_values
from rumbo.core.intake.template import write_template
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy

GOOD = "codigo,valor,comentario,evidencia\nOP1-I1,12,all wells,act.pdf\nOP1-I3,4,,\n"


def workbook(folder: Path, text: str | bytes, **more: object) -> Workbook:
    file = folder / "sent.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Workbook(file, "values.csv", 2026, **more)  # type: ignore[arg-type]


@pytest.fixture
def act(tmp_path: Path) -> dict[str, Path]:
    """The evidence that came along."""
    (tmp_path / "came").write_bytes(b"signed")
    return {"act.pdf": tmp_path / "came", "unasked.pdf": tmp_path / "came"}


def test_a_good_workbook_is_told_and_then_recorded_once(
    policy: Policy, people: Cast, tmp_path: Path, act: dict[str, Path]
) -> None:
    sent = workbook(tmp_path, GOOD, entity="AGUA", evidence=act)
    told = check_workbook(policy, sent, actor=people.reporter)
    assert (told.usable, told.recorded, told.unchanged, len(told.values)) == (True, ("OP1-I1", "OP1-I3"), (), 2)
    assert head().sequence == 0
    done = record_workbook(policy, sent, actor=people.reporter)
    assert done == told
    [revision] = history("water-2030", "OP1-I1", 2026)
    assert [file.name for file in revision.evidence] == ["values.csv", "act.pdf"]
    assert (revision.source_name, revision.source_sha256) == ("values.csv", done.sha256)
    end = head()
    again = record_workbook(policy, sent, actor=people.reporter)
    assert (again.recorded, sorted(again.unchanged), head()) == ((), ["OP1-I1", "OP1-I3"], end)
    assert verify().sound


def test_one_bad_cell_keeps_the_whole_workbook_out(policy: Policy, people: Cast, tmp_path: Path) -> None:
    sent = workbook(tmp_path, "codigo,valor\nOP1-I1,12\nOP1-I3,doce\nOP9-I9,1\n")
    for taken in (check_workbook, record_workbook):
        told = taken(policy, sent, actor=people.reporter)
        assert not told.usable
        assert told.values == told.recorded == ()
        assert [problem.where for problem in told.problems] == [
            "values.csv:3, column valor",
            "values.csv:4, column codigo",
        ]
    assert observations("water-2030") == {}


def test_many_problems_are_counted_and_the_first_listed(policy: Policy, people: Cast, tmp_path: Path) -> None:
    rows = "".join(f"OP9-I{n},1\n" for n in range(1, 301))
    told = check_workbook(policy, workbook(tmp_path, "codigo,valor\n" + rows), actor=people.reporter)
    assert (told.problem_count, len(told.problems)) == (300, 201)


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"PK\3\4 broken", "no header\n"])
def test_what_is_no_workbook_is_told(policy: Policy, people: Cast, tmp_path: Path, content: bytes | str) -> None:
    told = record_workbook(policy, workbook(tmp_path, content), actor=people.reporter)
    assert not told.usable
    assert told.problem_count == len(told.problems)
    assert head().sequence == 0


def test_evidence_that_did_not_come_is_told(policy: Policy, people: Cast, tmp_path: Path) -> None:
    told = record_workbook(policy, workbook(tmp_path, GOOD), actor=people.reporter)
    assert [(p.where, p.what) for p in told.problems] == [
        ("values.csv, OP1-I1", "The evidence file “act.pdf” did not come with the workbook.")
    ]
    assert head().sequence == 0


def test_values_of_another_entity_or_unit_are_told(policy: Policy, people: Cast, tmp_path: Path) -> None:
    both = workbook(tmp_path, "codigo,valor\nOP1-I1,12\nOP1-I2,3\n")
    mine = record_workbook(policy, both, actor=people.reporter)
    assert [(p.where, p.what) for p in mine.problems] == [
        ("values.csv, OP1-I2", "Your role does not reach OP1-I2, which another entity or unit reports.")
    ]
    of_agua = workbook(tmp_path, "codigo,valor\nOP1-I1,12\nOP1-I2,3\n", entity="AGUA")
    leads = record_workbook(policy, of_agua, actor=people.lead)
    assert [p.what for p in leads.problems] == ["OP1-I2 is reported by RIOS, not by AGUA."]
    made = Person.objects.create_user("unit@water.example", "Unit")
    agua = Entity.objects.get(policy="water-2030", code="AGUA")
    grant(made, Role.ENTITY_REPORTER, agua, Unit.objects.get(entity=agua, name="Lead office"))
    assert not record_workbook(policy, workbook(tmp_path, "codigo,valor\nOP1-I1,12\n"), actor=made).usable
    assert head().sequence == 0
    assert record_workbook(policy, both, actor=people.lead).usable


def test_who_may_not_submit_may_not_by_workbook_either(
    policy: Policy, people: Cast, tmp_path: Path, settings: object
) -> None:
    settings.REPORTERS_SUBMIT = False  # type: ignore[attr-defined]
    sent = workbook(tmp_path, "codigo,valor\nOP1-I1,12\n")
    assert not record_workbook(policy, sent, actor=people.reporter).usable
    assert not record_workbook(policy, sent, actor=people.auditor).usable
    assert record_workbook(policy, sent, actor=people.lead).recorded == ("OP1-I1",)


def test_the_form_itself_can_be_sent(policy: Policy, people: Cast, tmp_path: Path) -> None:
    """An empty form reports nothing, and says of which entity it is."""
    record_values(policy, [value(1, "5", year=2025)], origin=Origin.REPORTED, actor=people.reporter)
    sent = workbook(tmp_path, write_template(policy, 2026, observations("water-2030"), "AGUA"))
    told = record_workbook(policy, sent, actor=people.reporter)
    assert (told.usable, told.entity, told.recorded) == (True, "AGUA", ())
    wrong = Workbook(sent.file, "values.xlsx", 2025)
    assert "The form was made for 2026" in check_workbook(policy, wrong, actor=people.reporter).problems[0].what
    assert history(*ObservationKey("water-2030", "OP1-I1", 2026)) == ()
