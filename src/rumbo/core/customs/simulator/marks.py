"""How simulated data says that it is: a manifest beside the files with the hash of each, and a word in every line.

The zip may hold nothing but its one table, so the mark cannot be a file inside it. A copy that lost its manifest still
carries the word in the description of every line.
"""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

#: The word in the description of every simulated line.
MARK = "DATO SIMULADO"
#: The end of the name of every simulated reference table.
TABLE_ENDING = ".simulado.tsv"
#: The file beside the simulated files that names each of them with its hash.
MANIFEST = "manifest.json"
_DBASE, _HEADER = 0x03, 32


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its name, its hash, its size in bytes and the records in it."""

    name: str
    sha256: str
    bytes: int
    records: int


def write_manifest(folder: Path, files: list[Written], *, seed: int) -> None:
    """Name every file of a simulation with its hash."""
    document = {
        "simulated": True,
        "notice": "Datos simulados, no reales. Simulated data, not real.",
        "producer": "rumbo customs simulate",
        "seed": seed,
        "files": [{"name": f.name, "sha256": f.sha256, "bytes": f.bytes, "records": f.records} for f in files],
    }
    (folder / MANIFEST).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


def announced(file: Path, sha256: str) -> bool:
    """Whether a manifest beside a file, or one folder above it, names these bytes as simulated.

    Args:
        file: the file; only its folder is looked at, so a renamed copy is still recognised by its hash.
        sha256: the hash of the bytes of the file, in hexadecimal.
    """
    for folder in (file.parent, file.parent.parent):
        try:
            document = json.loads((folder / MANIFEST).read_text("utf-8"))
            if document.get("simulated") is True and any(entry["sha256"] == sha256 for entry in document["files"]):
                return True
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            continue
    return False


def carried(head: bytes) -> bool:
    """Whether every record at the beginning of a table carries the mark: what is left when the manifest is lost.

    Args:
        head: the first bytes of a dBase table or of a text with one record a row, unpacked.
    """
    if len(head) >= _HEADER and head[0] == _DBASE:
        records, start, width = struct.unpack_from("<IHH", head, 4)
        whole = min(records, (len(head) - start) // width if width else 0)
    else:
        whole = head.count(b"\n") - 1
    return bool(whole > 0 and head.count(MARK.encode("ascii")) >= whole)
