"""The data package is checked by the standard's own library, and holds the figures of the report."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package
from tests.core.exchange.conftest import Told
from tests.core.reporting.conftest import HOSTILE
from tests.core.reporting.printed import full_report

from rumbo.core.errors import InputError
from rumbo.core.exchange.package import DESCRIPTOR, package_files, package_zip
from rumbo.core.exchange.publication import Publication
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import fingerprint, machine

TABLES = (
    "objectives", "guidelines", "services", "indicators", "targets",
    "observations", "breakdowns", "compliance", "index", "alerts",
)  # fmt: skip


def faults(files: dict[str, bytes], folder: Path) -> list[str]:
    """What the standard's library finds wrong with the files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = Package(str(folder / DESCRIPTOR)).validate()
    return [f"{kind}: {message}" for kind, message in report.flatten(["type", "message"])]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_package_is_valid(told: Told, publication: Publication, tmp_path: Path) -> None:
    files = package_files(*told, publication)
    assert list(files) == [DESCRIPTOR, *(f"{name}.csv" for name in TABLES)]
    assert not faults(files, tmp_path)


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("targets.csv", b"OP1-I1,2026", b"OP9-I9,2026", "foreign-key"),
        ("targets.csv", b"OP1-I1,2026", b"OP1-I1,2027", "primary-key"),
        ("targets.csv", b"OP1-I1,2026,24853", b"OP1-I1,2026,24 853", "type-error"),
        ("compliance.csv", b",green,", b",verde,", "constraint-error"),
        ("index.csv", b"management", b"mnagement", "hash-count"),
    ],
)
def test_a_damaged_package_is_found_out(
    simulated: Told, publication: Publication, tmp_path: Path, table: str, old: bytes, new: bytes, fault: str
) -> None:
    files = package_files(*simulated, publication)
    assert old in files[table]
    files[table] = files[table].replace(old, new, 1)
    description = json.loads(files[DESCRIPTOR])
    if fault != "hash-count":
        for resource in description["resources"]:
            content = files[resource["path"]]
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    files[DESCRIPTOR] = json.dumps(description).encode()
    assert any(found.startswith(fault) for found in faults(files, tmp_path)), faults(files, tmp_path)


def test_the_tables_hold_the_figures_of_the_report(told: Told, publication: Publication) -> None:
    _policy, report = told
    files = package_files(*told, publication)
    judged = {row["indicator"]: row for row in rows(files["compliance.csv"])}
    assert list(judged) == [row.code for row in report.indicators]
    for row in report.indicators:
        found = judged[row.code]
        assert found["value"] == machine(row.obtained.value if row.obtained else None)
        assert found["ratio_pct"] == machine(row.ratio_pct)
        assert found["light"] == row.light
    assert [(r["indicator"], int(r["year"]), r["value"]) for r in rows(files["observations.csv"])] == [
        (d.indicator, d.year, machine(d.value)) for d in report.data
    ]
    assert [(r["indicator"], int(r["year"]), r["value"]) for r in rows(files["targets.csv"])] == [
        (row.code, p.year, machine(p.target)) for row in report.indicators for p in row.series if p.target is not None
    ]
    assert len(rows(files["alerts.csv"])) == len(report.alerts)
    policy = rows(files["index.csv"])[0]
    assert (policy["value"], policy["due"]) == (machine(report.management.value), str(report.management.due))


def test_every_column_says_what_it_is(simulated: Told, publication: Publication) -> None:
    description = json.loads(package_files(*simulated, publication)[DESCRIPTOR])
    fields = [field for resource in description["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)
    assert {f["name"]: f["unit"] for f in fields if "unit" in f} == {"ratio_pct": "%", "type2_pct": "%", "value": "%"}


def test_the_description_tells_source_licence_and_report(simulated: Told, publication: Publication) -> None:
    policy, report = simulated
    description = json.loads(package_files(policy, report, publication)[DESCRIPTOR])
    assert description["licenses"][0]["name"] == "ODC-By-1.0"
    assert description["sources"][0]["sha256"] == policy.documents[0].sha256
    assert description["report"]["sha256"] == fingerprint(report)
    assert description["simulated"] is True
    assert "SIMULADO" in description["title"]
    assert "inventados" in description["description"]


def test_every_simulated_row_says_so(simulated: Told, publication: Publication) -> None:
    files = package_files(*simulated, publication)
    for table in ("observations", "breakdowns", "index", "alerts"):
        assert {row["simulated"] for row in rows(files[f"{table}.csv"])} == {"true"}, table
    judged = rows(files["compliance.csv"])
    assert all((row["simulated"] == "true") == (row["value"] != "") for row in judged)


def test_no_person_is_named(simulated: Told, publication: Publication) -> None:
    assert simulated[1].data[0].recorded_by == "Rosa Quispe"
    assert not [name for name, content in package_files(*simulated, publication).items() if b"Quispe" in content]


def test_no_field_is_a_formula(tiny_policy: Policy, publication: Publication, tmp_path: Path) -> None:
    files = package_files(tiny_policy, full_report(tiny_policy, comment=HOSTILE), publication)
    comments = [row["comment"] for row in rows(files["observations.csv"])]
    assert comments
    assert all(comment.startswith("'=HYPERLINK") for comment in comments)
    assert not faults(files, tmp_path)


def test_the_archive_holds_the_files_and_is_the_same_again(simulated: Told, publication: Publication) -> None:
    content = package_zip(*simulated, publication)
    assert content == package_zip(*simulated, publication)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == package_files(*simulated, publication)


def test_words_are_in_the_language_of_the_report(pnmce: Policy, publication: Publication) -> None:
    description = json.loads(package_files(pnmce, full_report(pnmce, "en"), publication)[DESCRIPTOR])
    assert description["languages"] == ["en"]
    assert description["resources"][0]["title"] == "Priority objectives"


def test_two_policies_are_not_mixed(simulated: Told, tiny_policy: Policy, publication: Publication) -> None:
    with pytest.raises(InputError, match="agua-2030"):
        package_files(tiny_policy, simulated[1], publication)
