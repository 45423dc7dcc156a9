"""Which kinds of long work there are."""

from collections.abc import Mapping
from typing import Any

from rumbo.apps.jobs.kinds.contract import Kind
from rumbo.apps.jobs.kinds.indicators import INDICATORS
from rumbo.apps.jobs.kinds.report import ISSUE, REPORT
from rumbo.apps.jobs.kinds.verification import VERIFICATION
from rumbo.apps.jobs.kinds.workbook import WORKBOOK

KINDS: Mapping[str, Kind[Any]] = {
    "report": REPORT,
    "issue": ISSUE,
    "workbook": WORKBOOK,
    "indicators": INDICATORS,
    "verification": VERIFICATION,
}
