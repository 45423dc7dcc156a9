"""``rumbo customs simulate`` from the outside."""

import json

import pytest
import typer
from typer.testing import CliRunner

from rumbo.cli import customs_simulate
from rumbo.core.errors import RumboError

app = typer.Typer()
app.command("simulate", help=customs_simulate.HELP)(customs_simulate.simulate)
YEARS = ["--from", "2024", "--to", "2024", "--lines", "1200"]


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_it_writes_and_says_so(tmp_path):
    result = run(tmp_path / "out", *YEARS, "--seed", "3")
    assert result.exit_code == 0, result.output
    assert "simulados" in result.stdout
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_json_is_one_document(tmp_path):
    result = run(tmp_path / "out", *YEARS, "--no-imports", "--traps", "0", "--json")
    told = json.loads(result.stdout)
    assert told["simulated"] is True
    assert told["lines"] == 1200
    assert {file["name"][0] for file in told["files"]} == {"x"}
    assert sum(file["records"] for file in told["files"]) == told["records"]


def test_progress_goes_to_a_terminal_only(tmp_path, capsys):
    tell = customs_simulate._progress()
    tell(50, 100)
    tell(100, 100)
    err = capsys.readouterr().err
    assert "50 %" in err
    assert err.endswith("\n")


def test_nonsense_is_an_error_of_the_project(tmp_path):
    result = run(tmp_path / "out", "--from", "2025", "--to", "2024", "--lines", "9000")
    assert isinstance(result.exception, RumboError)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["--from", "--to"])
def test_years_must_be_given(tmp_path, missing):
    arguments = [a for a in YEARS if a != missing]
    assert run(tmp_path / "out", *arguments).exit_code == 2
