"""Does what came across the border make sense? Named checks over an import or over the whole lake."""

from pathlib import Path

from rumbo.core.customs.checks import completeness, plausibility  # noqa: F401 - importing them fills the register
from rumbo.core.customs.checks.records import Check, Finding, Status, checks, judged
from rumbo.core.customs.checks.scope import looking
from rumbo.core.customs.checks.thresholds import thresholds
from rumbo.core.customs.lake import Lake

__all__ = ["Check", "Finding", "Status", "checks", "run_checks"]

#: The file of an installation's own thresholds, beside the lake.
OWN = "customs-checks.yaml"


def run_checks(lake: Lake, version: int | None = None, *, whole: bool = True) -> tuple[Finding, ...]:
    """Run every check.

    Args:
        lake: the lake.
        version: its version; the latest by default.
        whole: look at everything that the lake holds; else only at what the version itself brought, which costs no more
            than the import did.

    Raises:
        UnknownVersionError: there is no such version.
        CustomsError: the installation's own thresholds cannot be used.
    """
    limits = thresholds(_own(lake))
    with looking(lake, version, whole=whole) as scope:
        return tuple(judged(checks(), scope, limits))


def _own(lake: Lake) -> Path:
    return lake.path.parent / OWN
