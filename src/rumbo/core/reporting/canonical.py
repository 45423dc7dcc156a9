"""What exactly does a report say, to the byte? Its canonical JSON, the fingerprint taken from it, and its schema.

The canonical JSON has sorted keys, no spaces, UTF-8 and no line end. It is also the JSON file of the report, so that
anyone can check a fingerprint (huella del documento) with no more than ``sha256sum``.
"""

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from rumbo.core.policy.whole_files import write_whole
from rumbo.core.reporting.model import Report


def canonical_json(report: Report) -> bytes:
    """The report as canonical JSON: the same report always gives the same bytes."""
    document = report.model_dump(mode="json")
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def fingerprint(report: Report) -> str:
    """SHA-256 of the canonical JSON in hexadecimal; every format prints it."""
    return hashlib.sha256(canonical_json(report)).hexdigest()


def report_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the JSON format, for whoever reads it with a program."""
    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write_schema(folder: Path) -> Path:
    """Write the schema as ``report.schema.json`` into a folder, which is created where it is missing.

    Returns:
        The file.

    Raises:
        InputError: the folder cannot be written.
    """
    document = json.dumps(report_schema(), ensure_ascii=False, indent=2)
    return write_whole(folder, "report.schema.json", f"{document}\n".encode())


def machine(value: Decimal | int | None) -> str:
    """A figure as the JSON format writes it, empty where there is none; for tables that programs read."""
    if value is None:
        return ""
    number = Decimal(value)
    return str(int(number)) if number == number.to_integral_value() else repr(float(number))
