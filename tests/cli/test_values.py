"""``rumbo values`` on a real database: forms out, values in, and their way to publication."""

from functools import partial
from pathlib import Path

import pytest
from tests.cli.conftest import Rumbo
from tests.core.intake.forms import filled, sample

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.apps.ledger.models import EvidenceFile, Revision
from rumbo.core.intake.columns import Column
from rumbo.core.policy.models import Policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def rumbo(command: Rumbo) -> Rumbo:
    """``rumbo values``."""
    return partial(command, "values")


@pytest.fixture
def form(rumbo: Rumbo, tmp_path: Path, tiny_policy: Policy) -> Path:
    """A form with a good answer for every indicator."""
    path = tmp_path / "formulario.xlsx"
    assert rumbo("template", "--year", 2026, path).code == 0
    path.write_bytes(filled(path.read_bytes(), {i.code: sample(i) for i in tiny_policy.indicators}))
    return path


def test_a_form_goes_out_is_filled_and_comes_in(rumbo: Rumbo, form: Path, tiny_policy: Policy) -> None:
    said = rumbo("import", form, "--year", 2026)
    assert (said.code, said.out) == (0, "8 recorded, 0 unchanged.\n")
    listed = rumbo("list", "--json").json
    assert [entry["code"] for entry in listed] == [indicator.code for indicator in tiny_policy.indicators]
    first = listed[0]
    assert {key: first[key] for key in ("year", "origin", "state", "revision")} == {
        "year": 2026,
        "origin": "reported",
        "state": "submitted",
        "revision": 1,
    }
    assert first["value"] == first["numerator"] * 100 / first["denominator"]
    assert first["recorded_at"].endswith("+00:00")
    assert [file["name"] for file in first["evidence"]] == ["formulario.xlsx"]


def test_the_same_file_twice_changes_nothing(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    before = (Revision.objects.count(), EvidenceFile.objects.count(), rumbo("list", "--json").out)
    assert rumbo("import", form, "--year", 2026).out == "0 recorded, 8 unchanged.\n"
    assert (Revision.objects.count(), EvidenceFile.objects.count(), rumbo("list", "--json").out) == before


def test_a_dry_run_says_what_would_happen_and_stores_nothing(rumbo: Rumbo, form: Path, tmp_path: Path) -> None:
    said = rumbo("import", form, "--year", 2026, "--dry-run", "--json").json
    assert (len(said["recorded"]), said["unchanged"], said["dry_run"]) == (8, [], True)
    assert not Revision.objects.exists()
    assert not [path for path in (tmp_path / "home" / "evidence").rglob("*") if path.is_file()]
    rumbo("import", form, "--year", 2026)
    assert len(rumbo("import", form, "--year", 2026, "--dry-run", "--json").json["unchanged"]) == 8


def test_one_bad_cell_and_nothing_is_stored(rumbo: Rumbo, form: Path) -> None:
    form.write_bytes(filled(form.read_bytes(), {"OP2-I1": {Column.VALUE: "siete"}}))
    said = rumbo("import", form, "--year", 2026)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rumbo: Values!")
    assert "“siete” is not a number." in said.err
    assert not Revision.objects.exists()


def test_another_year_is_refused(rumbo: Rumbo, form: Path) -> None:
    said = rumbo("import", form, "--year", 2027)
    assert said.code == 2
    assert "The form was made for 2026; values of 2027 were expected." in said.err


def test_a_correction_is_a_new_revision_with_its_reason(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    form.write_bytes(filled(form.read_bytes(), {"OP2-I1": {Column.VALUE: 6, Column.REASON: "Corrección"}}))
    assert rumbo("import", form, "--year", 2026).out == "1 recorded, 7 unchanged.\n"
    entry = next(entry for entry in rumbo("list", "--json").json if entry["code"] == "OP2-I1")
    assert (entry["value"], entry["revision"], entry["reason"]) == (6, 2, "Corrección")


def test_evidence_is_looked_up_beside_the_form(rumbo: Rumbo, form: Path) -> None:
    form.write_bytes(filled(form.read_bytes(), {"OP2-I1": {Column.EVIDENCE: "acta.pdf; foto.png"}}))
    said = rumbo("import", form, "--year", 2026)
    assert said.code == 2
    assert said.err.count("is not in the folder of the form") == 2
    assert not Revision.objects.exists()
    for name in ("acta.pdf", "foto.png"):
        (form.parent / name).write_bytes(name.encode())
    assert rumbo("import", form, "--year", 2026).code == 0
    evidence = {entry["code"]: [file["name"] for file in entry["evidence"]] for entry in rumbo("list", "--json").json}
    assert evidence["OP2-I1"] == ["formulario.xlsx", "acta.pdf", "foto.png"]
    assert evidence["OP1-I1"] == ["formulario.xlsx"]


def test_simulated_values_are_marked(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026, "--simulated")
    assert {entry["origin"] for entry in rumbo("list", "--json").json} == {"simulated"}
    assert "Simulated" in rumbo("list").out


def test_a_csv_with_a_stated_decimal_sign(rumbo: Rumbo, tmp_path: Path) -> None:
    path = tmp_path / "valores.csv"
    path.write_text("codigo;valor\nOP2-I1;1.234\n", encoding="cp1252")
    assert rumbo("import", path, "--year", 2026).code == 2
    assert rumbo("import", path, "--year", 2026, "--decimal", "point").code == 2
    said = rumbo("import", path, "--year", 2026, "--decimal", "comma")
    assert said.code == 0
    assert "warning: valores.csv:2, column valor: 1234 is far from the last value" in said.err


def test_the_way_to_publication(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    done = rumbo("advance", "--year", 2026, "--to", "consolidated", "OP1-I1", "op1-i1", "--json").json
    assert done == {"state": "consolidated", "moved": ["OP1-I1"], "left": []}
    done = rumbo("advance", "--year", 2026, "--to", "consolidated", "--json").json
    assert (len(done["moved"]), done["left"]) == (7, ["OP1-I1"])
    said = rumbo("advance", "--year", 2026, "--to", "validated")
    assert said.out == "8 values moved to “Validated”, 0 left where they stand.\n"
    assert {entry["state"] for entry in rumbo("list", "--json").json} == {"validated"}


def test_a_step_is_never_skipped_and_named_values_move_together(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    rumbo("advance", "--year", 2026, "--to", "consolidated", "OP1-I1")
    said = rumbo("advance", "--year", 2026, "--to", "validated", "OP1-I1", "OP1-I2")
    assert said.code == 2
    assert {entry["state"] for entry in rumbo("list", "--json").json} == {"submitted", "consolidated"}


def test_a_returned_value_no_longer_counts(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    assert rumbo("return", "OP1-I1", "--year", 2026, "--reason", "Falta acta").out == "OP1-I1 2026 was returned.\n"
    assert "OP1-I1" not in [entry["code"] for entry in rumbo("list", "--json").json]
    assert rumbo("return", "OP1-I1", "--year", 2026, "--reason", " ").code == 2


def test_what_was_known_earlier_can_be_asked(rumbo: Rumbo, form: Path) -> None:
    rumbo("import", form, "--year", 2026)
    moment = rumbo("list", "--json").json[-1]["recorded_at"]
    form.write_bytes(filled(form.read_bytes(), {"S2.1.1-Q1": {Column.VALUE: 9.5}}))
    rumbo("import", form, "--year", 2026)
    values = [
        next(entry["value"] for entry in rumbo("list", "--json", *given).json if entry["code"] == "S2.1.1-Q1")
        for given in (("--as-of", moment), ())
    ]
    assert values[1] == 9.5
    assert values[0] != 9.5
    assert rumbo("list", "--as-of", "2000-01-01", "--json").json == []
    assert rumbo("list", "--year", 2025, "--json").json == []


def test_an_unknown_code_names_the_nearest(rumbo: Rumbo) -> None:
    for arguments in (("advance", "--year", 2026, "--to", "validated", "OP1-I9"), ("return", "OP1-I9", "--year", 2026)):
        said = rumbo(*arguments, *(("--reason", "x") if arguments[0] == "return" else ()))
        assert said.code == 2
        assert "There is no “OP1-I9”. Did you mean OP1-I" in said.err


def test_who_records_must_be_known_and_allowed(rumbo: Rumbo, form: Path, tiny_policy: Policy) -> None:
    register_entities(tiny_policy)
    ana = Person.objects.create_user("ana@gra.invalid", "Ana Quispe")
    Person.objects.create_user("otra@gra.invalid", "Ana Quispe")
    assert "Did you mean ana@gra.invalid" in rumbo("import", form, "--year", 2026, "--by", "ana@gra.invalit").err
    assert (
        "No active person is called “zzz”. Leave out --by" in rumbo("import", form, "--year", 2026, "--by", "zzz").err
    )
    several = rumbo("import", form, "--year", 2026, "--by", "ana quispe").err
    assert "Give the e-mail: ana@gra.invalid, otra@gra.invalid." in several
    assert rumbo("import", form, "--year", 2026, "--by", ana.email).code == 2
    assert not Revision.objects.exists()
    assert not [path for path in (form.parent / "home" / "evidence").rglob("*") if path.is_file()]
    grant(ana, Role.LEAD, Entity.objects.filter(policy=tiny_policy.code)[0])
    assert rumbo("import", form, "--year", 2026, "--by", ana.email).code == 0
    assert {entry["recorded_by"] for entry in rumbo("list", "--json").json} == {"Ana Quispe"}


def test_a_filled_form_is_not_replaced(rumbo: Rumbo, form: Path, tmp_path: Path) -> None:
    kept = form.read_bytes()
    said = rumbo("template", "--year", 2026, form)
    assert (said.code, form.read_bytes()) == (2, kept)
    assert "The file exists and may have been filled." in said.err
    assert rumbo("template", "--year", 2026, form, "--overwrite").code == 0
    assert rumbo("template", "--year", 2026, form).code == 0
    (tmp_path / "vacio.xlsx").touch()
    assert rumbo("template", "--year", 2026, tmp_path / "vacio.xlsx").code == 0
    assert "The file cannot be written" in rumbo("template", "--year", 2026, tmp_path / "no" / "f.xlsx").err


def test_an_unknown_entity_is_refused(rumbo: Rumbo, tmp_path: Path) -> None:
    said = rumbo("template", "--year", 2026, "--entity", "GRAA", tmp_path / "f.xlsx")
    assert (said.code, "Did you mean GRA" in said.err) == (2, True)
    assert not (tmp_path / "f.xlsx").exists()
