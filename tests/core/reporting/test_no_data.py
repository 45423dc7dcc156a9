"""An indicator without a figure and with its reason: every format tells it, none counts it, none writes a zero."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from tests.core.reporting.printed import AS_OF, page_texts, squeezed
from tests.core.reporting.reading import csv_rows, sheet_rows, workbook

from rumbo.core.exchange.package import package_files
from rumbo.core.exchange.publication import Publication, Publisher
from rumbo.core.exchange.sdmx import data_csv
from rumbo.core.exchange.sdmx.identity import indicator_id
from rumbo.core.language import Language
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.records import Light, Note, Standing
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import Observation, Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.canonical import canonical_json
from rumbo.core.reporting.model import Provenance, Report
from rumbo.core.reporting.page.render import render_html
from rumbo.core.reporting.pdf.render import render_pdf
from rumbo.core.reporting.tables import render_csv
from rumbo.core.reporting.workbook.render import render_xlsx

REASON = "No se realizó la encuesta de hogares de 2026."
METHOD = load_method("ceplan-2024")
#: An objective's own indicator, which has a chart, and a service's, which has a line.
CODES = ("OP2-I1", "S1.1.1-C1")


def observation(code: str, value: Decimal | None = None) -> Observation:
    return Observation(
        indicator=code,
        year=2026,
        value=value,
        numerator=None,
        denominator=None,
        origin=Origin.REPORTED,
        state=State.VALIDATED,
        revision=1,
        recorded_at=AS_OF - timedelta(days=1),
        recorded_by="Rosa Quispe",
        no_data_reason="" if value is not None else REASON,
        expected_on=None if value is not None else date(2027, 9, 30),
    )


def standing(policy: Policy, *, explained: bool = True, late: bool = True) -> Standing:
    held = {(code, 2026): observation(code) for code in CODES} if explained else {}
    due = {entity.code: date(2027, 1, 10) for entity in policy.entities} if late else {}
    return assess(policy, 2026, held, METHOD, as_of=AS_OF, due_dates=due)


def printed(policy: Policy, language: Language = "es") -> Report:
    provenance = Provenance(
        policy_sha256=policy.sha256, method_sha256=METHOD.sha256, ledger_sequence=4, ledger_hash="0" * 64,
        software="rumbo 0.1.0", counted_from=State.SUBMITTED,
    )  # fmt: skip
    return build_report(standing(policy), provenance, status="provisional", language=language)


@pytest.fixture(scope="module")
def report(tiny_policy: Policy) -> Report:
    return printed(tiny_policy)


def test_it_is_judged_as_missing_data_and_says_that_it_is_explained(tiny_policy: Policy) -> None:
    told, silent = standing(tiny_policy), standing(tiny_policy, explained=False)
    assert told.index == silent.index
    for code in CODES:
        assert told.judged[code].light is Light.NO_DATA
        assert told.judged[code].notes[-1] is Note.NO_DATA_EXPLAINED
        assert Note.NO_DATA_EXPLAINED not in silent.judged[code].notes
        assert told.judged[code].ratio_pct is None


def test_the_alert_rises_all_the_same_with_the_explanation(tiny_policy: Policy) -> None:
    told = {a.subject: a for a in standing(tiny_policy).alerts if a.code == "no_data"}
    silent = {a.subject: a for a in standing(tiny_policy, explained=False).alerts if a.code == "no_data"}
    assert told.keys() == silent.keys()
    assert told["OP2-I1"].message.startswith(silent["OP2-I1"].message)
    assert REASON in told["OP2-I1"].message
    assert REASON not in silent["OP2-I1"].message
    assert {a.code for a in standing(tiny_policy, late=False).alerts if a.subject in CODES} <= {
        "target_against_direction"
    }


def test_the_report_holds_it_and_counts_nothing(report: Report, tiny_policy: Policy) -> None:
    rows = {row.code: row for row in report.indicators}
    for code in CODES:
        assert (rows[code].obtained, rows[code].no_data_reason) == (None, REASON)
        assert rows[code].expected_on == date(2027, 9, 30)
    assert report.with_data == 0
    assert sum(report.states.values()) == 0
    document = json.loads(canonical_json(report))
    assert [d["value"] for d in document["data"]] == [None, None]
    assert {d["no_data_reason"] for d in document["data"]} == {REASON}


def test_the_tables_tell_it(report: Report) -> None:
    for name, content in render_csv(report).items():
        if "no_data_reason" in content.decode():
            found = {row["code"]: row for row in csv_rows(content)}
            for code in CODES:
                assert found[code]["no_data_reason"] == REASON, name
                assert (found[code]["value"], found[code]["expected_on"]) == ("", "2027-09-30")
    book = workbook(render_xlsx(report))
    told = [
        row for sheet in book.worksheets for row in sheet_rows(sheet) if any(REASON in str(v) for v in row.values())
    ]
    assert len(told) >= 4, "the sheets of indicators and of data"


def test_the_page_tells_it(report: Report) -> None:
    page = render_html(report).decode()
    assert page.count(REASON) >= len(CODES)
    assert "30 de setiembre de 2027" in page


@cache
def _pdf_text(report_json: bytes) -> str:
    return squeezed("".join(page_texts(render_pdf(Report.model_validate_json(report_json)))))


def test_the_print_tells_it(report: Report) -> None:
    text = _pdf_text(canonical_json(report))
    assert text.count(squeezed(REASON)) >= 2 * len(CODES), "the line or the chart, and the annex of data"


def test_open_data_tell_it(report: Report, tiny_policy: Policy) -> None:
    rows = list(csv.DictReader(io.StringIO(data_csv(tiny_policy, report).decode(), newline="")))
    for code in CODES:
        [row] = [
            r
            for r in rows
            if (r["INDICATOR"], r["FIGURE"], r["TIME_PERIOD"]) == (indicator_id(code), "OBTAINED", "2026")
        ]
        assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("", "O")
        assert REASON in row["COMMENT_OBS"]
    publication = Publication("https://x.example/datos", Publisher("M", "https://m.example", "d@m.example"))
    files = package_files(tiny_policy, report, publication)
    for name in ("observations.csv", "compliance.csv"):
        told = [r for r in csv.DictReader(io.StringIO(files[name].decode())) if r["no_data_reason"]]
        assert {r["indicator"] for r in told} == {*CODES}
        assert {(r["value"], r["expected_on"]) for r in told} == {("", "2027-09-30")}


def test_a_report_of_before_is_read(report: Report) -> None:
    document = json.loads(canonical_json(report))
    for row in document["data"]:
        del row["no_data_reason"], row["expected_on"]
    assert {row.no_data_reason for row in Report.model_validate(document).data} == {""}
