"""From what are the open data made? What every file says of itself, in words."""

from rumbo.core.language import _
from rumbo.core.reporting.labels import simulated_mark, simulated_sentence
from rumbo.core.reporting.model import Report
from rumbo.site.open_data.publisher import licence


def origin_of(report: Report) -> list[tuple[str, str]]:
    """Name and text of each thing that is told."""
    return [
        (_("Policy"), f"{report.title} ({report.policy_code}, {report.edition})"),
        (_("Year judged"), str(report.year)),
        (_("Published until"), report.as_of.isoformat()),
        (_("Values"), _("only those that the planning office published; no figure is not zero")),
        *([(simulated_mark(), simulated_sentence())] if report.simulated else []),
        (_("Licence"), f"{licence().title} ({licence().url})"),
        (_("Version of the policy (SHA-256)"), report.provenance.policy_sha256),
        (_("Version of the method (SHA-256)"), report.provenance.method_sha256),
        (_("Entry of the ledger"), f"{report.provenance.ledger_sequence} {report.provenance.ledger_hash}"),
    ]
