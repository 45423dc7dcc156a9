"""Under which names do the SDMX files travel?"""

from rumbo.core.exchange.sdmx.data import data_csv
from rumbo.core.exchange.sdmx.structure import structure_xml
from rumbo.core.exchange.zipped import zipped
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Report


def sdmx_files(policy: Policy, report: Report) -> dict[str, bytes]:
    """Data and structures by the names of their files, ``pnmce-2040_2026_sdmx_structure-3.0.xml``.

    Raises:
        InputError: the report is of another policy.
    """
    start = f"{report.policy_code}_{report.year}_sdmx"
    return {
        f"{start}_data.csv": data_csv(policy, report),
        f"{start}_structure-3.0.xml": structure_xml(policy, report),
        f"{start}_structure-2.1.xml": structure_xml(policy, report, standard="2.1"),
    }


def sdmx_zip(policy: Policy, report: Report) -> bytes:
    """The same files in one archive."""
    return zipped(sdmx_files(policy, report))
