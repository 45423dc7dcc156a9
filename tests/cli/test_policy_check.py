"""``rumbo policy check``: a summary by rule, every finding with its values and lines, and what the exit code says."""

import json
import sys
from collections.abc import Callable

import pytest
from tests.core.policy.coherence.expected import read

from rumbo.cli import main
from rumbo.core.policy.coherence import rules

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``rumbo policy check`` in this process; hands back exit code, stdout and stderr."""
    monkeypatch.setenv("RUMBO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "160")

    def run_(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rumbo", "policy", "check", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        return int(leaving.value.code or 0), printed.out, printed.err

    return run_


def test_the_json_holds_every_finding_with_values_and_sources(run: Run) -> None:
    code, out, err = run("--json")
    findings = {finding["id"]: finding for finding in json.loads(out)}
    assert (code, err) == (1, "")
    assert list(findings) != sorted(findings), "worst first"
    assert set(findings) == {entry["id"] for entry in read()["findings"]}
    assert findings["NU-04.07"]["values"] == [
        {"value": "2024: 95% printed, 101/190 = 53.16%", "source": "pnmce:6807-6809"}
    ]


def test_the_text_shows_what_was_compared_where_and_what_to_do(run: Run) -> None:
    code, out, _err = run("--rule", "NU-04", "--severity", "high")
    assert code == 1
    assert "NU-04.07  High, stands in the source  S5.4.1-Q1\n" in out
    assert "    · 2024: 95% printed, 101/190 = 53.16% [pnmce:6807-6809]\n" in out
    assert "    What to do: Correct the percentage or its terms.\n" in out
    assert out.endswith("\n1 finding: High 1\n")


def test_the_summary_counts_by_rule_and_severity_and_names_the_sound_rules(run: Run) -> None:
    _code, out, _err = run()
    counts = read()["counts"]
    sound = ", ".join(rule.id for rule in rules() if not counts[rule.id])
    assert f"Rules without findings: {sound}\n" in out
    weights = [entry["severity"] for entry in read()["findings"] if entry["rule"] == "IN-08"]
    (line,) = [line for line in out.splitlines() if line.startswith("│ IN-08")]
    assert [cell.strip() for cell in line.strip("│").split("│")] == [
        *("IN-08", "Indicator name, unit or kind", "—"),
        *(str(weights.count("medium")), str(weights.count("low"))),
    ]


def test_a_rule_with_findings_of_less_weight_is_not_called_sound(run: Run) -> None:
    _code, out, _err = run("--rule", "NU-04", "--rule", "NU-05", "--severity", "high")
    assert "Rules without findings" not in out


def test_no_line_is_cut_where_there_is_no_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    _code, out, _err = run("--rule", "IN-04")
    assert "S1.5.2-C1 2026: 46, 2027: 51, 2028: 56, 2029: 61, 2030: 67, 2031: 74, 2032: 81" in out


def test_nothing_found_leaves_with_0(run: Run) -> None:
    assert run("--rule", "ST-01") == (0, "Nothing of that kind was found.\n", "")
    assert run("--rule", "ST-01", "--json") == (0, "[]\n", "")


def test_an_unknown_rule_leaves_with_2(run: Run) -> None:
    assert run("--rule", "NU-99") == (
        2,
        "",
        "rumbo: There is no “NU-99”. Did you mean NU-04, NU-05, NU-08?\n",
    )
