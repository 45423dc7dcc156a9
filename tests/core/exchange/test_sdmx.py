"""What is written as SDMX is read back by a library of others, and is the report."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist
from tests.core.exchange.conftest import Told
from tests.core.reporting.printed import full_report

from rumbo.core.errors import InputError
from rumbo.core.exchange.sdmx import Standard, data_csv, sdmx_files, sdmx_zip, structure_xml
from rumbo.core.exchange.sdmx.identity import identity_of, indicator_code, indicator_id, member_id
from rumbo.core.monitoring.records import Light
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import IndicatorRow, PartRow, Report

Key = tuple[str, str, str, str, int]
STANDARDS: tuple[Standard, ...] = ("3.0", "2.1")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def expected(report: Report) -> dict[Key, float | None]:
    """The figures of a report by indicator, kind, dimension, member and year, taken from it the simplest way."""
    found: dict[Key, float | None] = {}
    for row in report.indicators:
        if row.baseline_year:
            found[row.code, "BASELINE", "", "", row.baseline_year] = number(
                row.baseline.value if row.baseline else None
            )
        targets = {(row.code, "TARGET", "", "", p.year): number(p.target) for p in row.series if p.target is not None}
        found |= targets
        if row.light is Light.NO_DATA:
            found[row.code, "OBTAINED", "", "", report.year] = None
        if row.light is not Light.NOT_DUE:
            found[row.code, "RATIO", "", "", report.year] = number(row.ratio_pct)
        found |= {(row.code, "OBTAINED", p.dimension, p.member, report.year): number(p.value) for p in row.parts}
    return found | {(d.indicator, "OBTAINED", "", "", d.year): number(d.value) for d in report.data}


def number(value: object) -> float | None:
    return None if value is None else float(str(value))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def lists(policy: Policy, report: Report, standard: Standard) -> dict[str, Codelist]:
    message = read_sdmx(structure_xml(policy, report, standard=standard).decode(), validate=True)
    return {c.id: c for c in message.get_codelists()}


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_structure_keeps_the_schema_of_the_standard(told: Told, standard: Standard) -> None:
    policy, report = told
    message = read_sdmx(structure_xml(policy, report, standard=standard).decode(), validate=True)
    [definition] = message.get_data_structure_definitions()
    assert [d.id for d in definition.components.dimensions] == [
        "POLICY", "INDICATOR", "FIGURE", "BREAKDOWN", "MEMBER", "TIME_PERIOD",
    ]  # fmt: skip
    assert [m.id for m in definition.components.measures] == ["OBS_VALUE"]
    assert definition.agency == policy.lead_unit.entity


def test_the_data_read_back_are_the_report(told: Told, tmp_path: Path) -> None:
    policy, report = told
    (tmp_path / "data.csv").write_bytes(data_csv(policy, report))
    (tmp_path / "structure.xml").write_bytes(structure_xml(policy, report))
    [dataset] = get_datasets(tmp_path / "data.csv", tmp_path / "structure.xml")
    names = {("_T", "_T"): ("", "")} | {
        (p.dimension, member_id(p.dimension, p.member)): (p.dimension, p.member)
        for row in report.indicators
        for p in row.parts
    }
    read: dict[Key, float | None] = {}
    for record in dataset.data.to_dict(orient="records"):
        part = names[record["BREAKDOWN"], record["MEMBER"]]
        key = (indicator_code(record["INDICATOR"]), record["FIGURE"], *part, int(record["TIME_PERIOD"]))
        assert key not in read
        read[key] = record["OBS_VALUE"]
    assert read == expected(report)


def test_every_code_stands_in_its_list(told: Told) -> None:
    policy, report = told
    known = lists(policy, report, "3.0")
    for row in rows(data_csv(policy, report)):
        for component in ("POLICY", "INDICATOR", "FIGURE", "BREAKDOWN", "MEMBER", "OBS_STATUS", "ORIGIN", "STATE"):
            assert not row[component] or row[component] in known[f"CL_{component}"], (component, row)


def test_a_missing_value_has_a_status_and_no_zero(told: Told) -> None:
    for row in rows(data_csv(*told)):
        assert (row["OBS_VALUE"] == "") == (row["OBS_STATUS"] == "O"), row


def test_a_zero_is_a_zero(simulated: Told) -> None:
    policy, report = simulated
    first = report.data[0]
    zero = report.model_copy(update={"data": (first.model_copy(update={"value": 0}), *report.data[1:])})
    [row] = [
        r
        for r in rows(data_csv(policy, zero))
        if (r["INDICATOR"], r["FIGURE"], r["MEMBER"]) == (indicator_id(first.indicator), "OBTAINED", "_T")
    ]
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("0", "SIM")


def test_simulated_values_are_marked(simulated: Told) -> None:
    found = Counter((r["FIGURE"], r["OBS_STATUS"], r["SIMULATED"]) for r in rows(data_csv(*simulated)))
    obtained = {key for key in found if key[0] in {"OBTAINED", "RATIO"} and key[1] != "O"}
    assert obtained == {("OBTAINED", "SIM", "true"), ("RATIO", "SIM", "true")}
    assert {key for key in found if key[0] == "TARGET"} == {("TARGET", "A", "false")}
    tree = etree.fromstring(structure_xml(*simulated))
    assert tree.findtext("{*}Header/{*}Test") == "true"


@pytest.mark.parametrize(
    ("state", "status"),
    [(State.SUBMITTED, "P"), (State.CONSOLIDATED, "P"), (State.VALIDATED, "A"), (State.PUBLISHED, "A")],
)
def test_values_that_are_not_validated_are_provisional(tiny_policy: Policy, state: State, status: str) -> None:
    report = full_report(tiny_policy, origin=Origin.REPORTED)
    data = tuple(row.model_copy(update={"state": state}) for row in report.data)
    written = rows(data_csv(tiny_policy, report.model_copy(update={"data": data})))
    whole = [r for r in written if r["FIGURE"] == "OBTAINED" and r["MEMBER"] == "_T" and r["OBS_VALUE"]]
    assert {r["OBS_STATUS"] for r in whole} == {status}


@pytest.mark.parametrize("standard", STANDARDS)
def test_names_are_in_both_languages(told: Told, standard: Standard) -> None:
    policy, report = told
    tree = etree.fromstring(structure_xml(policy, report, standard=standard))
    codes = {c.get("id"): {n.get(LANG): n.text for n in c.findall("{*}Name")} for c in tree.iter("{*}Code")}
    assert codes["OBTAINED"] == {"es": "Valor obtenido", "en": "Obtained value"}
    for row in report.indicators:
        assert codes[indicator_id(row.code)] == {"es": row.name}, "the policy's own names are Spanish"
    concepts = {c.get("id"): {n.get(LANG) for n in c.findall("{*}Name")} for c in tree.iter("{*}Concept")}
    assert concepts["TIME_PERIOD"] == {"es", "en"}


def test_the_printed_code_is_kept_beside_the_identifier(simulated: Told) -> None:
    policy, report = simulated
    found = {code.annotations[0].title: code.id for code in lists(policy, report, "3.0")["CL_INDICATOR"]}
    assert list(found) == [row.code for row in report.indicators]
    assert all(indicator_code(identifier) == code for code, identifier in found.items())


def test_declared_members_carry_their_names(simulated: Told) -> None:
    members = lists(*simulated, "3.0")["CL_MEMBER"]
    piura = members["region@20"]
    assert piura
    assert piura.name == "Piura"


@given(st.tuples(st.text(min_size=1), st.text(min_size=1)), st.tuples(st.text(min_size=1), st.text(min_size=1)))
def test_no_two_members_become_one(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert (member_id(*first) == member_id(*second)) == (first == second)
    assert re.fullmatch(r"[A-Za-z0-9_@$\-]+", member_id(*first)), "an identifier of SDMX"


def test_hostile_words_stay_words(simulated: Told) -> None:
    policy, report = simulated
    objective = report.objectives[0]
    row = objective.indicators[0].model_copy(
        update={
            "name": "</com:Name><script>&\"'",
            "unit": "=1+1",
            "parts": (PartRow(dimension="pais_origen", member="@A1 \"'<&>", value=None),),
        }
    )
    hostile = report.model_copy(update={"objectives": (_with(objective, row), *report.objectives[1:])})
    assert lists(policy, hostile, "3.0")["CL_INDICATOR"]["OP1-I1"].name == row.name  # type: ignore[union-attr]
    units = {r["UNIT_MEASURE"] for r in rows(data_csv(policy, hostile)) if r["INDICATOR"] == "OP1-I1"}
    assert units == {"'=1+1", "%"}


def _with(objective: object, row: IndicatorRow) -> object:
    return objective.model_copy(update={"indicators": (row, *objective.indicators[1:])})  # type: ignore[attr-defined]


def test_the_version_is_the_edition(simulated: Told, tiny_policy: Policy) -> None:
    policy, report = simulated
    assert identity_of(policy, report).dataflow == "MINCETUR:DF_PNMCE_2040(2025.0)"
    for edition, version in (("1.0", "1.0"), ("2.3.4", "2.3"), ("edición 07", "7.0"), ("primera", "1.0")):
        assert identity_of(policy, report.model_copy(update={"edition": edition})).version == version


def test_the_same_report_gives_the_same_bytes(simulated: Told) -> None:
    assert sdmx_files(*simulated) == sdmx_files(*simulated)
    assert sdmx_zip(*simulated) == sdmx_zip(*simulated)


def test_two_policies_are_not_mixed(simulated: Told, tiny_policy: Policy) -> None:
    for written in (data_csv, structure_xml):
        with pytest.raises(InputError, match="agua-2030"):
            written(tiny_policy, simulated[1])
