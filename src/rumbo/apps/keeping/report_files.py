"""Are the files of the issued reports there? They lie beside the evidence, so that a report prints again for ever."""

from rumbo.apps.ledger.verification.report_files import report_file_faults


def missing_report_files() -> tuple[str, ...]:
    """The files of issued reports that are missing or altered: policy and number of the report, name of the file."""
    return tuple(fault.subject for fault in report_file_faults())
