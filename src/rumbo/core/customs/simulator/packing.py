"""How a table becomes a weekly zip: one member, fixed times, the same bytes for the same table on every machine."""

import hashlib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from rumbo.core.customs.simulator.marks import Written

#: Fast packing: tables are padded with blanks and pack well at any level.
_LEVEL = 1
_UNIX, _READABLE = 3, 0o644 << 16


def zipped(name: str, table: bytes, day: date) -> bytes:
    """A zip with one table, dated noon of a day."""
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system, member.external_attr = _UNIX, _READABLE
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, table, compresslevel=_LEVEL)
    return packed.getvalue()


def write_zip(folder: Path, name: str, table: bytes, day: date, records: int) -> Written:
    """Write ``NAME.zip`` with ``NAME.DBF`` in it."""
    packed = zipped(f"{name}.DBF", table, day)
    (folder / f"{name}.zip").write_bytes(packed)
    return Written(f"{name}.zip", hashlib.sha256(packed).hexdigest(), len(packed), records)
