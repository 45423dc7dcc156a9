"""A folder becomes a policy: every figure as printed, in the order of the codes, with one hash over all files."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.policy.folders import TINY, copy

from rumbo.core.errors import UnknownCodeError
from rumbo.core.language import speaking
from rumbo.core.policy import PolicyError, available, find, load


def test_figures_keep_their_printed_digits(tiny_policy):
    target = tiny_policy.indicator("OP1-I1").targets[2030]
    assert (str(target.value), str(target.numerator)) == ("95.0", "950")
    assert str(tiny_policy.indicator("OP1-I2").baseline.value) == "12.50"


def test_a_plain_number_is_short_for_a_figure(tiny_policy):
    target = tiny_policy.indicator("OP2-I1").targets[2026]
    assert (target.value, target.numerator, target.denominator) == (Decimal(5), None, None)


def test_a_target_of_zero_is_not_an_absent_one(tiny_policy):
    assert tiny_policy.indicator("OP2-I1").target(2030) == Decimal(0)
    assert tiny_policy.indicator("S2.1.1-C1").target(2028) is None


def test_an_unmeasured_baseline_has_no_value(tiny_policy):
    unmeasured, zero = (tiny_policy.indicator(code).baseline for code in ("S1.1.1-Q1", "S2.1.1-C1"))
    assert (unmeasured.value, unmeasured.printed) == (None, "0*")
    assert zero.value == Decimal(0)


def test_dates_and_anchors(tiny_policy):
    assert tiny_policy.edition.approved == date(2025, 3, 14)
    first, second = tiny_policy.service("S1.1.1").activities
    assert first.responsibles == second.responsibles


def test_codes_are_in_natural_order(tmp_path):
    folder = copy(tmp_path)
    service = (folder / "services/S1.1.2.yaml").read_text(encoding="utf-8")
    for code in ("S1.1.10", "S1.1.9"):
        (folder / f"services/{code}.yaml").write_text(service.replace("S1.1.2", code), encoding="utf-8")
    assert [s.code for s in load(folder).services] == ["S1.1.1", "S1.1.2", "S1.1.9", "S1.1.10", "S2.1.1"]


def test_the_hash_depends_on_names_and_bytes_only(tmp_path, tiny_policy):
    folder = copy(tmp_path)
    assert load(folder).sha256 == tiny_policy.sha256
    with (folder / "problem.yaml").open("ab") as file:
        file.write(b"# a remark\n")
    assert load(folder).sha256 != tiny_policy.sha256


def test_hidden_files_are_overlooked(tmp_path, tiny_policy):
    folder = copy(tmp_path)
    (folder / "services" / ".S1.1.1.yaml").write_text("the editor's own", encoding="utf-8")
    assert load(folder).sha256 == tiny_policy.sha256


def test_the_problem_tree_may_be_absent(tmp_path):
    folder = copy(tmp_path)
    (folder / "problem.yaml").unlink()
    for name in ("OP1", "OP2"):
        file = folder / f"objectives/{name}.yaml"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "cause" not in line), encoding="utf-8")
    assert load(folder).problem is None


def test_the_policy_that_ships_can_be_found(pnmce):
    assert "pnmce-2040" in available()
    assert (pnmce.code, len(pnmce.objectives), len(pnmce.guidelines)) == ("pnmce-2040", 5, 22)
    assert (len(pnmce.services), len(pnmce.activities), len(pnmce.indicators)) == (40, 126, 92)


def test_a_policy_of_the_workspace_is_found_by_its_code(tmp_path, monkeypatch, tiny_policy):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    copy(tmp_path / "policies")
    assert available() == ("agua-2030", "pnmce-2040")
    assert find("agua-2030") == tiny_policy


def test_a_policy_of_the_workspace_stands_before_the_one_that_ships(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    folder = copy(tmp_path / "policies").rename(tmp_path / "policies" / "pnmce_2040")
    heading = folder / "policy.yaml"
    heading.write_text(heading.read_text(encoding="utf-8").replace("agua-2030", "pnmce-2040"), encoding="utf-8")
    assert find("pnmce-2040").short_title == "Agua 2030"


def test_find_accepts_a_folder(tiny_policy):
    assert find(str(TINY)) == tiny_policy


def test_find_names_the_nearest_code():
    with pytest.raises(UnknownCodeError, match="pnmce-2040") as raised, speaking("en"):
        find("pnmc-2040")
    assert str(raised.value) == "There is no “pnmc-2040”. Did you mean pnmce-2040?"


def test_find_refuses_a_folder_that_is_not_named_by_its_code(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    copy(tmp_path / "policies").rename(tmp_path / "policies" / "agua_2031")
    with pytest.raises(PolicyError) as raised, speaking("en"):
        find("agua-2031")
    assert str(raised.value) == (
        f"{tmp_path}/policies/agua_2031/policy.yaml: code: The code “agua-2030” was found; “agua-2031”, as the folder "
        "is named, was expected. Correct the code, or rename the folder."
    )
