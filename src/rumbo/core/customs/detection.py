"""Which mapping a file follows: the one whose columns it has."""

from dataclasses import dataclass

from rumbo.core.customs.archive import ByteSource, DataFile
from rumbo.core.customs.dbf import DbfReader
from rumbo.core.customs.mapping import Mapping, shipped


@dataclass(frozen=True, slots=True)
class Found:
    """A mapping that fits a file, and the records that the file announces."""

    mapping: Mapping
    records: int | None


def chosen(stream: ByteSource, data: DataFile, mapping: Mapping | None) -> Found:
    """Thin path."""
    reader = DbfReader(stream, data.size, data.name, "latin-1")
    return Found(mapping or shipped()[0], reader.records)
