"""A small writer of dBase III tables, made for these tests alone: it shares nothing with the reader."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

Layout = Sequence[tuple[str, str, int, int]]
"""Name, type, width, decimals of each field."""

EXPORTS: Layout = (
    ("CADU", "C", 3, 0),
    ("FANO", "C", 4, 0),
    ("NDCL", "C", 6, 0),
    ("NSER", "N", 5, 0),
    ("FNUM", "N", 8, 0),
    ("FEMB", "N", 8, 0),
    ("FREG", "N", 8, 0),
    ("TDOC", "C", 1, 0),
    ("NDOC", "C", 11, 0),
    ("DNOMBRE", "C", 60, 0),
    ("DDIRPRO", "C", 60, 0),
    ("UBIGEO", "C", 6, 0),
    ("PART_NANDI", "N", 10, 0),
    ("CPAIDES", "C", 2, 0),
    ("CPUEDES", "C", 6, 0),
    ("CVIATRA", "C", 1, 0),
    ("CUNITRA", "C", 1, 0),
    ("DMAT", "C", 20, 0),
    ("NCON", "C", 12, 0),
    ("CAGE", "C", 4, 0),
    ("CALM", "C", 4, 0),
    ("VFOBSERDOL", "N", 14, 3),
    ("VPESNET", "N", 14, 3),
    ("VPESBRU", "N", 14, 3),
    ("QUNIFIS", "N", 14, 3),
    ("TUNIFIS", "C", 3, 0),
    ("QUNICOM", "N", 14, 3),
    ("TUNICOM", "C", 3, 0),
    ("DCOM", "C", 40, 0),
    ("DMER2", "C", 40, 0),
    ("DMER3", "C", 40, 0),
    ("DMER4", "C", 40, 0),
    ("DMER5", "C", 40, 0),
)

GOOD: dict[str, object] = {
    "CADU": "118", "FANO": "2024", "NDCL": "012345", "NSER": 1, "FNUM": 20240113, "FEMB": 20240116, "FREG": 20240120,
    "TDOC": "4", "NDOC": "20100070970", "DNOMBRE": "FRUTAS DEL PERÚ S.A.", "DDIRPRO": "AV. LOS ÁLAMOS 100",
    "UBIGEO": "110101", "PART_NANDI": 806100000, "CPAIDES": "US", "CPUEDES": "USPHL", "CVIATRA": "1",
    "VFOBSERDOL": "12345.670", "VPESNET": "1000.500", "VPESBRU": "1100.000", "QUNIFIS": "1000.500", "TUNIFIS": "KG",
    "QUNICOM": "120.000", "TUNICOM": "CJ", "DCOM": "UVA FRESCA", "DMER2": "VARIEDAD RED GLOBE",
}  # fmt: skip
"""A line of exports with nothing wrong in it, as a file would write it."""


def cell(value: object, kind: str, width: int, encoding: str) -> bytes:
    """One value as a table writes it: text to the left, figures to the right, asterisks for what does not fit."""
    written = "" if value is None else str(value)
    raw = written.encode(encoding)
    if kind == "N" and len(raw) > width:
        return b"*" * width
    return raw[:width].rjust(width) if kind in "NF" else raw[:width].ljust(width)


def header(layout: Layout, records: int, *, language: int = 0) -> bytes:
    """The header of a table."""
    length, record = 32 + 32 * len(layout) + 1, 1 + sum(width for _, _, width, _ in layout)
    today = date(2024, 1, 22)
    parts = [bytes([3, today.year - 1900, today.month, today.day])]
    parts += [records.to_bytes(4, "little"), length.to_bytes(2, "little"), record.to_bytes(2, "little")]
    parts += [bytes(17), bytes([language]), bytes(2)]
    for name, kind, width, decimals in layout:
        parts += [name.encode().ljust(11, b"\0"), kind.encode(), bytes(4), bytes([width, decimals]), bytes(14)]
    return b"".join([*parts, b"\r"])


def record(row: Mapping[str, object], layout: Layout, encoding: str = "latin-1", mark: bytes = b" ") -> bytes:
    """One record with its mark."""
    return mark + b"".join(cell(row.get(n), k, w, encoding) for n, k, w, _ in layout)


def table(
    rows: Iterable[Mapping[str, object]], layout: Layout = EXPORTS, *, encoding: str = "latin-1", language: int = 0
) -> bytes:
    """A whole table; a row whose ``deleted`` is true carries the mark of deleted records."""
    records = [record(r, layout, encoding, b"*" if r.get("deleted") else b" ") for r in rows]
    return b"".join([header(layout, len(records), language=language), *records, b"\x1a"])


def zipped(folder: Path, content: bytes, name: str = "x15210124.zip", member: str = "X15210124.DBF") -> Path:
    """A weekly zip with one table in it."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return path
