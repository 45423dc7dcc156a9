"""The JSON Schema of every kind of file of a policy, for editors that check while one writes."""

import json
from pathlib import Path

from rumbo.core.policy.shape import KINDS
from rumbo.core.policy.whole_files import write_whole

#: Names of the schema files, one a kind of file.
SCHEMAS = {kind: kind.replace("/*", "").replace(".yaml", ".schema.json") for kind in KINDS}


def schema(kind: str) -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of one kind of file, ``services/*.yaml``."""
    made = KINDS[kind].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder, which is created where it is missing.

    Returns:
        The files written, for instance ``services.schema.json``.

    Raises:
        InputError: the folder cannot be written.
    """
    documents = {name: json.dumps(schema(kind), ensure_ascii=False, indent=2) for kind, name in SCHEMAS.items()}
    return tuple(write_whole(folder, name, f"{document}\n".encode()) for name, document in documents.items())
