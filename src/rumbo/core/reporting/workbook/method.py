"""The sheet of the method: how it was judged, and from what the report was made."""

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.labels import confirmed_name, state_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.workbook.sheet import Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles


def method_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of the method."""
    columns = (
        Column(_("Choice"), 34, Look.CODE),
        Column(_("Rule"), 80),
        Column(_("Status"), 24),
        Column(_("Basis"), 60),
    )
    chosen = [(c.name, c.value, confirmed_name(confirmed=c.confirmed), c.basis) for c in report.method.choices]
    rows = [(_("Method"), f"{report.method.title} ({report.method.name} {report.method.version})", "", ""), *chosen]
    rows += [(name, value, "", "") for name, value in provenance(report)]
    new_sheet(book, styles, report, _("Method")).table(_("Method"), columns, rows)


def provenance(report: Report) -> tuple[tuple[str, str], ...]:
    """From what the report was made, name and value; enough to make it again."""
    made = report.provenance
    return (
        (_("Counted values"), _("“{state}” and later").format(state=state_name(made.counted_from))),
        (_("Policy data (SHA-256)"), made.policy_sha256),
        (_("Method (SHA-256)"), made.method_sha256),
        (_("Last ledger entry"), str(made.ledger_sequence)),
        (_("Ledger hash"), made.ledger_hash),
        (_("Software"), made.software),
        (_("Document fingerprint"), fingerprint(report)),
    )
