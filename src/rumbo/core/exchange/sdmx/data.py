"""The observations themselves, as SDMX-CSV 2.0: one row an observation, its key first."""

import csv
import io

from rumbo.core.exchange.agreement import same_policy
from rumbo.core.exchange.sdmx.definition import component_ids
from rumbo.core.exchange.sdmx.identity import TOTAL, dimension_id, identity_of, indicator_id, member_id
from rumbo.core.exchange.sdmx.observations import Entry, entries
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import machine
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.texts import cell

#: For servers that hand the file out.
DATA_MEDIA_TYPE = "application/vnd.sdmx.data+csv;version=2.0.0"

#: What every row says first: data of a flow, given for information.
_INFORMATION = "I"


def data_csv(policy: Policy, report: Report) -> bytes:
    """Every observation of the report; an empty ``OBS_VALUE`` means that there is no value, never a zero.

    Raises:
        InputError: the report is of another policy.
    """
    same_policy(policy.code, report.policy_code)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("STRUCTURE", "STRUCTURE_ID", "ACTION", *component_ids()))
    flow = identity_of(policy, report).dataflow
    writer.writerows(("dataflow", flow, _INFORMATION, *_fields(e, report.policy_code)) for e in entries(report))
    return stream.getvalue().encode()


def _fields(entry: Entry, policy_code: str) -> tuple[str, ...]:
    whole = not entry.dimension
    return (
        policy_code,
        indicator_id(entry.indicator),
        entry.kind,
        TOTAL if whole else dimension_id(entry.dimension),
        TOTAL if whole else member_id(entry.dimension, entry.member),
        str(entry.year),
        machine(entry.value),
        entry.status,
        cell(entry.unit),
        str(entry.decimals),
        "true" if entry.simulated else "false",
        entry.origin.upper() if entry.origin else "",
        entry.state.upper() if entry.state else "",
        machine(entry.revision),
        cell(entry.comment),
    )
