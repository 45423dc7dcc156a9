"""Is the ledger still what was recorded? Every row, link, evidence file and issued report is checked, and faults named.

What the chain alone cannot show is a ledger rewritten from some row to its very end, head included, by someone who
computes every hash anew. A printed report shows it: it carries the number and the hash of the last entry it has seen,
which :func:`verify` compares, those of reports in the ledger by itself and those of printed ones when they are given.
"""

from rumbo.apps.ledger.verification.faults import Fault, FaultKind, Verification
from rumbo.apps.ledger.verification.verify import verify

__all__ = ["Fault", "FaultKind", "Verification", "verify"]
