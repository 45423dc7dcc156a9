"""A small report of an invented policy, issued."""

import dataclasses
import hashlib
from datetime import UTC, datetime
from decimal import Decimal

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.records import IssuedReportRecord
from rumbo.apps.ledger.selectors import head, next_report_number
from rumbo.apps.ledger.services import issue_report, store_evidence
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import IndexRow, MethodCard, Provenance, Report

PRINTED = {"report.pdf": b"%PDF", "report.json": b"{}"}
FILES = {name: hashlib.sha256(content).hexdigest() for name, content in PRINTED.items()}


def report(policy: Policy, **changes: object) -> Report:
    """A report of 2026 as the ledger stands now, ready to be issued, its files kept."""
    for name, content in PRINTED.items():
        store_evidence(content, name)
    moment = datetime.now(UTC)
    seen = head(moment)
    score = IndexRow(value=Decimal(50), due=2, with_data=1, light="red")
    made = Report(
        policy_code=policy.code,
        title=policy.title,
        short_title=policy.short_title,
        country=policy.country,
        edition=policy.edition.version,
        year=2026,
        horizon=policy.horizon,
        language="es",
        as_of=moment,
        status="issued",
        number=next_report_number(policy.code, 2026),
        simulated=False,
        lead_unit="Lead office",
        planning_unit="Planning office",
        management=score,
        result=score,
        due=2,
        with_data=1,
        lights={},
        states={},
        objectives=(),
        alerts=(),
        method=MethodCard(name="test", title="Test", version="1", sha256="d" * 64, choices=()),
        data=(),
        provenance=Provenance(
            policy_sha256=policy.sha256,
            method_sha256="d" * 64,
            ledger_sequence=seen.sequence,
            ledger_hash=seen.row_hash,
            software="rumbo test",
            counted_from=State.SUBMITTED,
        ),
    )
    return made.model_copy(update=changes)


def issue(policy: Policy, actor: Person) -> IssuedReportRecord:
    """Issue a report of 2026 as the ledger stands now."""
    return issue_report(report(policy), FILES, actor=actor)


def later_head(made: Report) -> Report:
    """The same report, claiming to have seen an entry that does not exist."""
    fields = {**dataclasses.asdict(head()), "sequence": 999}
    return made.model_copy(
        update={"provenance": made.provenance.model_copy(update={"ledger_sequence": fields["sequence"]})}
    )
