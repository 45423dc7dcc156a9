"""Another sector's policy, from its folder to its issued report, without a line of code of its own."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Rumbo

from rumbo.apps.ledger import selectors
from rumbo.core.intake.template import write_template
from rumbo.core.policy.models import Policy

pytestmark = pytest.mark.django_db

FORMATS = ("pdf", "xlsx", "html", "json", "csv")


@pytest.fixture
def year(tiny_policy: Policy) -> int:
    return tiny_policy.target_years[0]


@pytest.fixture
def report(command: Rumbo, year: int, tmp_path: Path):
    """Print the report into a folder and give back its files by name."""

    def printed(folder: str, *options: str) -> dict[str, bytes]:
        said = command("report", year, tmp_path / folder, *options)
        assert said.code == 0, said.err
        return {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}

    return printed


@pytest.fixture
def form(tmp_path: Path, tiny_policy: Policy, year: int):
    """A CSV with one value or ratio an indicator; ``shift`` makes another set of values."""

    def written(shift: int = 0) -> Path:
        lines = ["code;value;numerator;denominator;reason"]
        for indicator in tiny_policy.indicators:
            expected = indicator.targets.get(year)
            if expected is None or expected.value is None:
                continue
            if indicator.measure.reported_as == "ratio":
                lines.append(f"{indicator.code};;{40 + shift};100;corrected")
            else:
                lines.append(f"{indicator.code};{abs(int(expected.value)) + shift};;;corrected")
        file = tmp_path / f"form-{shift}.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return written


def approve(command: Rumbo, year: int) -> None:
    for state in ("consolidated", "validated"):
        assert command("values", "advance", "--year", year, "--to", state).code == 0


def test_a_policy_of_another_sector_goes_the_whole_way(command, form, report, year, tiny_policy):
    assert command("init").code == 0
    assert command("policy", "check").code in (0, 1)
    empty = command("status", year, "--json").json
    assert empty["index"]["policy"]["with_data"] == 0
    assert command("values", "import", form(), "--year", year).code == 0
    told = command("status", year, "--json").json
    due = [i for i in told["indicators"] if i["light"] != "not_due"]
    assert len(told["indicators"]) == len(tiny_policy.indicators)
    assert all(i["light"] != "no_data" for i in due)
    assert told["index"]["policy"]["with_data"] == told["index"]["policy"]["due"]
    files = report("provisional")
    assert {name.rsplit(".", 1)[1] for name in files} == set(FORMATS)


def test_an_issued_report_prints_the_same_bytes_after_twenty_revisions(command, form, report, year):
    command("init")
    command("values", "import", form(), "--year", year)
    approve(command, year)
    first = report("first", "--issue")
    number = command("reports", "--json").json[0]["number"]
    for shift in range(1, 21):
        assert command("values", "import", form(shift), "--year", year).code == 0
    approve(command, year)
    assert report("later") != first
    assert report("again", "--as-of", number) == first
    assert command("ledger", "verify").code == 0


def test_an_issued_report_outlives_the_software_that_printed_it(command, form, report, year, monkeypatch, tmp_path):
    command("init")
    command("values", "import", form(), "--year", year)
    approve(command, year)
    first = report("first", "--issue", "--format", "json,csv")
    monkeypatch.setattr("rumbo.__version__", "99.0")
    said = command("report", year, tmp_path / "again", "--as-of", f"{year}-01", "--format", "json,csv")
    assert said.code == 0
    assert "Made anew it would differ" in said.out
    assert {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()} == first


def test_another_country_reads_its_own_clock(command, form, report, year, monkeypatch):
    monkeypatch.setenv("RUMBO_TIME_ZONE", "America/La_Paz")
    command("init")
    (page,) = report("out", "--format", "html").values()
    assert "La Paz time" in page.decode()
    assert "Lima" not in page.decode()


@pytest.mark.parametrize(("variable", "value"), [("RUMBO_TIME_ZONE", "Peru/Lima"), ("RUMBO_LOCALE", "xx_XX")])
def test_a_wrong_place_is_refused(command, year, monkeypatch, variable, value):
    command("init")
    monkeypatch.setenv("RUMBO_LANG", "es")
    monkeypatch.setenv(variable, value)
    said = command("status", year)
    assert said.code == 2
    assert value in said.err


def test_a_report_of_a_moment_without_values_is_empty_for_ever(command, form, report, year):
    command("init")
    moment = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    before = report("before", "--as-of", moment, "--format", "json,csv")
    command("values", "import", form(), "--year", year)
    assert report("after", "--as-of", moment, "--format", "json,csv") == before


def test_every_indicator_and_score_can_be_explained(command, form, year, tiny_policy):
    command("init")
    command("values", "import", form(), "--year", year)
    for code in tiny_policy.codes():
        assert command("explain", code, year).code == 0
    ratio = next(i for i in tiny_policy.indicators if i.measure.reported_as == "ratio" and year in i.targets)
    told = command("explain", ratio.code, year, "--json").json
    assert told["recomputed"]["outcome"] == "same"
    assert told["value"]["numerator"] == 40
    assert [step["to_state"] for step in told["history"][0]["transitions"]] == ["submitted"]


def test_a_score_is_the_sum_of_its_weighted_parts(command, form, year, tiny_policy):
    command("init")
    command("values", "import", form(), "--year", year)
    for service in tiny_policy.services:
        told = command("explain", service.code, year, "--json").json
        parts = [part for part in told["management_of"] if part["value"] is not None]
        if parts:
            assert sum(part["weight"] for part in parts) == pytest.approx(1)
            mean = sum(part["value"] * part["weight"] for part in parts)
            assert told["management"]["value"] == pytest.approx(mean)


def test_what_has_no_number_cannot_be_explained(command, year, tiny_policy):
    command("init")
    said = command("explain", tiny_policy.entities[0].code, year)
    assert said.code == 2
    assert "has no number that could be explained" in said.err
    assert "Ask for an indicator" in said.err


def test_an_unknown_code_names_the_nearest(command, year, tiny_policy):
    command("init")
    code = tiny_policy.indicators[0].code
    said = command("explain", code + "9", year)
    assert said.code == 2
    assert code in said.err


@pytest.mark.parametrize("given", [("status", 1999), ("status", 2100), ("report", 1999, "out")])
def test_a_year_outside_the_policy_is_refused_with_its_years(command, given, tiny_policy):
    command("init")
    said = command(*given)
    assert said.code == 2
    assert str(tiny_policy.baseline_year) in said.err
    assert str(tiny_policy.horizon) in said.err


def test_the_demonstration_marks_every_file_and_keeps_the_real_report_empty(command, tmp_path, tiny_policy, year):
    said = command("demo", "--year", year)
    assert said.code == 0
    folder = tmp_path / "home" / "reports"
    simulated = sorted(file.name for file in (folder / "simulated").iterdir())
    assert simulated
    assert all("SIMULATED" in name for name in simulated)
    assert not any("SIMULATED" in file.name for file in (folder / "real").iterdir())
    assert command("ledger", "verify").code == 0
    entries = selectors.head().sequence
    assert command("demo", "--year", year).code == 0
    assert selectors.head().sequence == entries
    (real,) = (json.loads(file.read_text(encoding="utf-8")) for file in (folder / "real").glob("*.json"))
    assert real["with_data"] == 0
    assert not real["simulated"]


def test_a_form_shows_no_simulated_value(command, tmp_path, tiny_policy, year):
    command("demo", "--year", year)
    simulated = write_template(tiny_policy, year, selectors.observations(tiny_policy.code))
    assert simulated == write_template(tiny_policy, year, {})


def test_the_demonstration_refuses_real_values(command, form, year):
    command("init")
    command("values", "import", form(), "--year", year)
    said = command("demo", "--year", year)
    assert said.code == 2
    assert "holds real values" in said.err
    assert "RUMBO_HOME" in said.err
