"""``rumbo customs``: import, files, quarantine, versions, checks, correct and restore, as users meet them."""

import csv
import json

import pytest
from tests.core.customs.readers.dbase import GOOD, table, zipped


def rows(first, count, **values):
    return [GOOD | {"NDCL": f"{number:06d}"} | values for number in range(first, first + count)]


@pytest.fixture
def weeks(tmp_path):
    folder = tmp_path / "weeks"
    folder.mkdir()
    bad, gone = GOOD | {"NDCL": "000090", "VFOBSERDOL": "=2+2"}, GOOD | {"NDCL": "000091", "deleted": True}
    zipped(folder, table(rows(1, 5)), "x15210124.zip")
    zipped(folder, table([*rows(1, 1, VFOBSERDOL="7.000", FREG=20240125), *rows(6, 2), bad, gone]), "x22280124.zip")
    return folder


@pytest.fixture
def imported(command, weeks):
    assert command("customs", "import", weeks).code == 0
    return command


def test_import_json_is_the_contract(command, weeks):
    said = command("customs", "import", weeks, "--json")
    assert said.code == 0
    assert said.json["files"] == [
        {"name": "x15210124.zip", "records": 5, "accepted": 5, "quarantined": 0, "deleted": 0, "unchanged": 0},
        {"name": "x22280124.zip", "records": 5, "accepted": 3, "quarantined": 1, "deleted": 1, "unchanged": 0},
    ]
    assert said.json["version"] == 1
    assert {each["status"] for each in said.json["checks"]} <= {"pass", "warn", "fail", "no_data"}
    assert said.err.splitlines() == [
        "1 of 2: x15210124.zip",
        "2 of 2: x22280124.zip",
        "10 records read; merging into the lake",
    ]


def test_import_again_says_so(imported, weeks):
    said = imported("customs", "import", weeks)
    assert "The lake has these files already; it stays at version 1." in said.out
    assert imported("customs", "import", weeks, "--json").json["checks"] == []


def test_import_shows_counts_and_checks(command, weeks):
    said = command("customs", "import", weeks)
    assert "x22280124.zip" in said.out
    assert "Lines in quarantine" in said.out
    assert said.out.rstrip().endswith("The lake is at version 1.")


def test_unusable_files_store_nothing(command, weeks):
    (weeks / "x29040224.zip").write_bytes(b"PK no zip")
    said = command("customs", "import", weeks, "--json")
    assert (said.code, said.out) == (2, "")
    assert "x29040224.zip" in said.err
    assert command("customs", "versions", "--json").json == []


def test_simulated_and_real_files_do_not_mix(imported, weeks, tmp_path):
    zipped(tmp_path, table(rows(50, 1)), "x29040224.zip")
    said = imported("customs", "import", tmp_path / "x29040224.zip", "--simulated")
    assert said.code == 2
    assert "The lake holds real lines" in said.err


def test_a_file_that_says_that_it_is_simulated_is_not_taken_for_real(command, tmp_path):
    path = zipped(tmp_path, table(rows(50, 3, DCOM="UVA DATO SIMULADO")), "x29040224.zip")
    said = command("customs", "import", path)
    assert said.code == 2
    assert "says of itself that it is simulated" in said.err
    assert command("customs", "import", path, "--simulated").code == 0
    assert "are simulated; none of them is real" in command("customs", "files").out
    assert command("customs", "versions", "--json").json[-1]["simulated"] is True


def test_many_simulated_files_are_one_problem(command, tmp_path):
    for number, name in enumerate(("x15210124.zip", "x22280124.zip", "x29040224.zip")):
        zipped(tmp_path, table(rows(10 * number, 3, DCOM="UVA DATO SIMULADO")), name)
    said = command("customs", "import", tmp_path)
    assert said.code == 2
    assert said.err == (
        "rumbo: x15210124.zip … x29040224.zip: 3 files say of themselves that they are simulated, and are not imported "
        "as such. Say --simulated, in a workspace without real files (RUMBO_HOME).\n"
    )
    assert "none of them is real" in command("customs", "import", tmp_path, "--simulated").out
    for screen in ("files", "checks", "quarantine"):
        assert "none of them is real" in command("customs", screen).out


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        ("files", "No file was imported yet. Import some with “rumbo customs import”."),
        ("versions", "The lake is empty. Import files with “rumbo customs import”."),
        ("quarantine", "No line is in quarantine."),
    ],
)
def test_an_empty_lake_says_so_and_shows_no_empty_table(command, screen, told):
    said = command("customs", screen)
    assert (said.code, said.out.strip()) == (0, told)


def test_an_import_adds_its_files_up(command, weeks):
    said = command("customs", "import", weeks)
    (total,) = (line for line in said.out.splitlines() if "Total" in line)
    assert [cell.strip() for cell in total.strip("│ ").split("│")] == ["Total", "10", "8", "1", "1", "0"]


def test_checks_that_do_not_pass_say_where_to_look(command, weeks):
    told = command("customs", "import", weeks).out
    assert "Lines in quarantine: 1 of 10 lines.\n  - x22280124.zip: 1\n" in told
    assert "No line stands twice: " not in told
    (line,) = (line for line in told.splitlines() if "No line stands twice" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")][1:] == ["pass", "0", "lines", "—", "0"]


def test_files_lists_what_was_imported(imported):
    listed = imported("customs", "files", "--json").json
    assert [(row["name"], row["period_to"], row["records"]) for row in listed] == [
        ("x15210124.zip", "2024-01-21", 5),
        ("x22280124.zip", "2024-01-28", 5),
    ]
    assert "x15210124.zip" in imported("customs", "files").out
    assert imported("customs", "files", "--version", 0, "--json").json == []


def test_quarantine_says_why(imported, tmp_path):
    said = imported("customs", "quarantine", "--json").json
    assert (said["total"], list(said["reasons"])) == (1, ["fob_invalid"])
    assert said["rows"][0]["found"] == "=2+2"
    assert json.loads(said["rows"][0]["line"])["NDCL"] == "000090"
    assert imported("customs", "quarantine", "--reason", "date_missing", "--json").json["total"] == 0
    assert "fob_invalid" in imported("customs", "quarantine").out
    said = imported("customs", "quarantine", "--reason", "fob_invalit")
    assert (said.code, "There is no “fob_invalit”. Did you mean fob_invalid?" in said.err) == (2, True)
    assert "1 more" in imported("customs", "quarantine", "--limit", 0).out
    out = tmp_path / "quarantine.csv"
    assert str(out) in imported("customs", "quarantine", "--out", out).out.replace("\n", "")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["source_file"], row["source_row"], row["found"]) == ("x22280124.zip", "4", "'=2+2")
    said = imported("customs", "quarantine", "--out", tmp_path / "absent" / "q.csv")
    assert (said.code, "The file cannot be written" in said.err) == (2, True)


def test_versions_and_going_back(imported, weeks):
    assert [row["what"] for row in imported("customs", "versions", "--json").json] == ["created", "import"]
    assert imported("customs", "restore", 0, "--json").json == {"version": 2, "restored": 0}
    assert imported("customs", "restore", 1).out == "The lake is at version 3.\n"
    listed = imported("customs", "versions", "--json").json
    assert [(row["version"], row["lines"]) for row in listed] == [(0, 0), (1, 7), (2, 0), (3, 7)]
    assert "restoration" in imported("customs", "versions").out
    said = imported("customs", "restore", 9)
    assert (said.code, "has no version 9" in said.err) == (2, True)
    said = imported("customs", "files", "--version", 9)
    assert (said.code, "Choose one from 0 to 3" in said.err) == (2, True)


def test_tidy_forgets_only_what_it_is_told(imported):
    assert imported("customs", "tidy", "--json").json == {"versions": [], "files": 0, "bytes": 0}
    assert imported("customs", "tidy", "--forget-before", 1).out.startswith("Versions forgotten: 1; files deleted: 0;")
    assert [row["version"] for row in imported("customs", "versions", "--json").json] == [1]


def test_checks_fail_with_exit_code_1(imported, tmp_path):
    said = imported("customs", "checks", "--json")
    assert said.code == 0
    assert {each["check"] for each in said.json} >= {"keys-unique", "records-add-up", "magnitude"}
    own = tmp_path / "home" / "customs-checks.yaml"
    own.write_text("quarantined: {fail_above: 5}\n")
    said = imported("customs", "checks")
    assert said.code == 1
    assert "Lines in quarantine" in said.out
    assert imported("customs", "checks", "--version", 0).code == 0
    assert imported("customs", "checks", "--brought", "--json").code == 1


def test_corrections_of_the_workspace(imported, tmp_path):
    said = imported("customs", "correct")
    assert (said.code, "There is no such file. Check the path." in said.err) == (2, True)
    path = tmp_path / "home" / "corrections.yaml"
    path.write_text(
        "corrections:\n  - {id: one, where: {declaration_number: '000002'}, column: partner,"
        " expect: US, value: CA, reason: r, source: s}\n"
    )
    assert imported("customs", "correct", "--json").json == {"version": 2, "corrected": {"one": 1}, "unchanged": {}}
    again = imported("customs", "correct", path)
    assert again.code == 0
    assert "The lake is at version 2." in again.out


def test_a_mapping_can_be_named(command, weeks):
    assert command("customs", "import", weeks, "--mapping", "sunat-exports").code == 0
    said = command("customs", "import", weeks, "--mapping", "sunat-exprts")
    assert said.code == 2
    assert "sunat-exports" in said.err


def test_an_empty_lake_answers(command):
    assert command("customs", "files", "--json").json == []
    assert command("customs", "quarantine", "--json").json == {"total": 0, "reasons": {}, "rows": []}
    assert command("customs", "checks").code == 0
