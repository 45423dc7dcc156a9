"""Were the two reports made from the same policy, by the same method and with the same software?"""

from collections.abc import Iterator

from rumbo.core.exchange.differences.records import Change, What
from rumbo.core.reporting.model import Report

_SIGNS = 12


def version_changes(old: Report, new: Report) -> Iterator[Change]:
    """What makes every figure mean something else, and the software, which must not."""
    told = (
        (What.SIMULATED, 1, _truth(old.simulated), _truth(new.simulated)),
        (What.EDITION, 1, old.edition, new.edition),
        (What.POLICY, 1, old.provenance.policy_sha256[:_SIGNS], new.provenance.policy_sha256[:_SIGNS]),
        (What.METHOD, 1, _method(old), _method(new)),
        (What.SOFTWARE, 4, old.provenance.software, new.provenance.software),
    )
    for what, importance, before, now in told:
        if before != now:
            yield Change(what=what, importance=importance, subject=new.policy_code, name=new.title, old=before, new=now)


def same_method(old: Report, new: Report) -> bool:
    """Whether both were judged by the same method."""
    return old.provenance.method_sha256 == new.provenance.method_sha256


def _method(report: Report) -> str:
    return f"{report.method.name} {report.method.version} ({report.provenance.method_sha256[:_SIGNS]})"


def _truth(answer: bool) -> str:  # noqa: FBT001 - a plain value to be written
    return "true" if answer else "false"
