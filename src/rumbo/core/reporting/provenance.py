"""From what was the report made? Names and values, enough to make it again."""

from rumbo.core.language import _
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.labels import state_name
from rumbo.core.reporting.model import Report


def provenance(report: Report) -> tuple[tuple[str, str], ...]:
    """What was counted, the versions of policy and method, and the ledger's state, each with its name."""
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
