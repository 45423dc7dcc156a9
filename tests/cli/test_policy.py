"""``rumbo policy``: its JSON is the contract that scripts depend on, its cards say what the source prints."""

import json
import os
import subprocess
import sys

import pytest
from tests.core.policy.folders import TINY, change, copy

from rumbo.cli import main

AGUA = ["--policy", str(TINY)]


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command line in this process; hands back exit code, stdout and stderr."""
    monkeypatch.setenv("RUMBO_LANG", "es")
    monkeypatch.setenv("COLUMNS", "160")

    def run_(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rumbo", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        return int(leaving.value.code or 0), printed.out, printed.err

    return run_


def test_list_counts_what_ships(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    code, out, err = run("policy", "list", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {
            "code": "pnmce-2040",
            "title": "Política Nacional Multisectorial de Comercio Exterior al 2040",
            "objectives": 5,
            "guidelines": 22,
            "services": 40,
            "activities": 126,
            "indicators": 92,
        }
    ]


def test_list_still_shows_the_sound_policies_beside_a_broken_one(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    (copy(tmp_path / "policies") / "entities.yaml").unlink()
    code, out, err = run("policy", "list", "--json")
    assert (code, [each["code"] for each in json.loads(out)]) == (2, ["pnmce-2040"])
    assert err == "rumbo: entities.yaml: Falta el archivo. Créelo; sin él no se puede leer una política.\n"


def test_brackets_in_a_text_are_shown(run, tmp_path):
    """A terminal's markup is not read out of the policy's own texts."""
    folder = copy(tmp_path)
    change(folder, {"file": "objectives/OP2.yaml", "replace": "name: Brotes", "by": "name: Brotes [bold] y [/x]"})
    for arguments in (("indicators",), ("show", "OP2-I1"), ("show", "OP2")):
        code, out, _err = run("policy", *arguments, "--policy", str(folder))
        assert code == 0
        assert "[bold]" in out


def test_list_as_a_table(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    copy(tmp_path / "policies")
    code, out, _err = run("policy", "list")
    assert code == 0
    assert "agua-2030" in out
    assert "Plan Regional de Agua Segura al 2030" in out


def test_indicators_as_json(run):
    code, out, err = run("policy", "indicators", *AGUA, "--json")
    assert (code, err) == (0, "")
    entries = {entry["code"]: entry for entry in json.loads(out)}
    assert entries["S1.1.1-Q1"] == {
        "code": "S1.1.1-Q1",
        "kind": "quality",
        "objective": "OP1",
        "guideline": "L1.1",
        "service": "S1.1.1",
        "name": "Porcentaje de conexiones hechas dentro del plazo",
        "unit": "Porcentaje",
        "direction": "ascending",
        "baseline": {"year": 2024, "value": None, "numerator": None, "denominator": None},
        "targets": {
            "2026": {"value": 50, "numerator": 60, "denominator": 120},
            "2028": {"value": 75, "numerator": 90, "denominator": 120},
            "2030": {"value": 90, "numerator": 108, "denominator": 120},
        },
        "responsible": "Gerencia Regional de Agua",
        "responsible_entity": "GRA",
        "formula": {
            "expression": None,
            "shape": "ratio_x100",
            "numerator": "Conexiones dentro del plazo",
            "denominator": "Conexiones hechas",
            "operand": None,
            "logic": None,
        },
        "source": "agua:72-80",
    }
    assert [entries[code]["direction"] for code in ("OP1-I2", "OP2-I1")] == ["undefined", "descending"]
    assert (entries["OP1-I1"]["guideline"], entries["OP1-I1"]["service"]) == (None, None)
    assert entries["OP1-I1"]["targets"]["2028"]["value"] == pytest.approx(80.5)
    assert entries["OP2-I1"]["targets"]["2030"] == {"value": 0, "numerator": None, "denominator": None}


def test_indicators_of_the_policy_that_ships(run):
    _code, out, _err = run("policy", "indicators", "--json")
    entries = json.loads(out)
    kinds = [entry["kind"] for entry in entries]
    assert {kind: kinds.count(kind) for kind in kinds} == {"objective": 8, "quality": 42, "coverage": 42}
    cut = next(entry for entry in entries if entry["code"] == "S2.1.1-Q1")
    assert (cut["direction"], cut["targets"]) == (None, {})
    assert cut["baseline"] == {"year": None, "value": None, "numerator": None, "denominator": None}


def test_indicators_as_a_table(run):
    code, out, _err = run("policy", "indicators", *AGUA)
    assert code == 0
    line = next(line for line in out.splitlines() if "OP1-I2" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")][-4:] == ["12.5", "14.25", "20", "GRA"]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("OP1", ["Objetivo prioritario", "OP1-I1", "L1.2", "Causa directa", "CD1", "agua:18"]),
        ("L1.1", ["Lineamiento", "S1.1.2", "CI1.1", "agua:20"]),
        ("L1.2", ["Normativo: no tiene servicios", "AO 1.2.1"]),
        ("S1.1.1", ["Servicio", "Oportunidad", "Gerencia Regional de Agua (GRA)", "S1.1.1-Q1", "AO 1.1.2"]),
        ("S1.1.2", ["Sin indicador de cobertura", "La red es una sola"]),
        ("S1.1.1-Q1", ["Calidad", "0*", "línea de base; Aún no se ha medido.", "2028", "75", "agua:72-80"]),
        ("OP1-I1", ["Desagregaciones", "Región, Sexo", "(A / B) * 100"]),
        ("OP2-I1", ["Descendente", "Brotes", "Dirección Regional de Salud (GRA)"]),
        ("ao1.1.1", ["Actividad operativa", "Instalar conexiones", "agua:103", "Sede central"]),
        ("CD2", ["Causa directa", "PP", "OP2, L1.2, L2.1"]),
        ("CD1", ["Sus causas", "CI1.1"]),
        ("EPS-SUR", ["Entidad pública", "S1.1.2", "S1.1.2-Q1"]),
    ],
)
def test_cards(run, asked, shown):
    code, out, err = run("policy", "show", asked, *AGUA)
    assert (code, err) == (0, "")
    assert [text for text in shown if text not in out] == []


def test_show_as_json(run):
    _code, out, _err = run("policy", "show", "s1.1.2-q1", *AGUA, "--json")
    document = json.loads(out)
    assert (document["policy"], document["element"], document["code"]) == ("agua-2030", "indicator", "S1.1.2-Q1")
    assert (document["objective"], document["guideline"], document["service"]) == ("OP1", "L1.1", "S1.1.2")
    assert (document["kind"], document["baseline"]["numerator"]) == ("quality", 5124)


def test_show_lists_every_activity_of_a_repeated_code(run, pnmce):
    _code, out, _err = run("policy", "show", "AO 1.1.1", "--json")
    repeated = [activity.name for activity in pnmce.activities if activity.code == "AO 1.1.1"]
    assert [activity["name"] for activity in json.loads(out)["activities"]] == repeated


def test_an_unknown_code_is_told_in_one_line(run):
    assert run("policy", "show", "S1.1.7", *AGUA)[::2] == (
        2,
        "rumbo: No existe «S1.1.7». ¿Quiso decir S1.1.2, S1.1.1?\n",
    )


def test_a_bad_folder_is_told_line_by_line(run, tmp_path):
    folder = copy(tmp_path)
    (folder / "entities.yaml").unlink()
    (folder / "problem.yaml").write_text("", encoding="utf-8")
    code, out, err = run("policy", "indicators", "--policy", str(folder))
    assert (code, out, len(err.splitlines())) == (2, "", 2)


def test_check_leaves_with_1_where_it_found_something(run):
    code, out, err = run("policy", "check", "--json")
    findings = json.loads(out)
    assert (code, err) == (1, "")
    assert {"id", "rule", "severity", "certainty", "elements", "title"} <= set(findings[0])


def test_export_and_schema_name_what_they_wrote(run, tmp_path):
    code, out, _err = run("policy", "export", str(tmp_path / "tables"), *AGUA)
    assert (code, sorted(out.split())) == (0, sorted(str(path) for path in (tmp_path / "tables").iterdir()))
    code, out, err = run("policy", "schema", str(tmp_path / "schemas"))
    assert (code, sorted(out.split())) == (0, sorted(str(path) for path in (tmp_path / "schemas").iterdir()))
    assert "# yaml-language-server: $schema=" in err


def test_the_policy_commands_start_without_django():
    """They stay quick: nothing of the sites or of the ledger is imported for them."""
    program = (
        "import sys; sys.argv = ['rumbo', 'policy', 'list', '--json']\n"
        "from rumbo.cli import main\n"
        "try: main()\n"
        "finally: print([name for name in sys.modules if name.split('.')[0] == 'django'][:3], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert finished.stderr == "[]\n"
