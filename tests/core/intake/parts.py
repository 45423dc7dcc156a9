"""Workbooks with one part changed, added or repeated: what no spreadsheet program writes."""

import io
import zipfile
from collections.abc import Callable, Mapping


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A workbook whose part is rewritten."""
    parts = unpacked(data)
    parts[name] = change(parts[name].decode()).encode()
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {entry.filename: book.read(entry) for entry in book.infolist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of parts, compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return target.getvalue()
