"""Which mapping a file follows: the one whose columns it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumbo.core.customs.archive import ByteSource, DataFile
from rumbo.core.customs.dbf import DbfReader
from rumbo.core.customs.delimited import DelimitedReader, column_names
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.records import Reader
from rumbo.core.customs.rows import Rows
from rumbo.core.errors import Problem
from rumbo.core.language import _


@dataclass(frozen=True, slots=True)
class Found:
    """A mapping that fits a file, and the number of records that the file announces."""

    mapping: Mapping
    records: int | None


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a mapping fits: the columns of its detection rule that the file lacks."""

    mapping: Mapping
    columns: tuple[str, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        return tuple(c for c in self.mapping.detect if c not in self.columns)


def reader_of(source: ByteSource, data: DataFile, mapping: Mapping, batch: int) -> Reader:
    """The reader of the kind of file that a mapping describes.

    Raises:
        CustomsError: the file is not of that kind.
    """
    if mapping.reader.kind == "dbf":
        return DbfReader(source, data.size, data.name, mapping.reader.encoding, batch)
    return DelimitedReader(source, mapping.reader, data.name)


def detect(source: ByteSource, data: DataFile, candidates: Sequence[Mapping]) -> Found:
    """Find the one mapping whose columns a file has.

    Args:
        source: the bytes of the file, from the beginning.
        data: the file.
        candidates: the mappings to choose from.

    Raises:
        CustomsError: no mapping fits, or several do, or the file does not begin as one of its kind.
    """
    records: int | None = None
    if data.kind == "dbf":
        table = DbfReader(source, data.size, data.name, "latin-1")
        records = table.records
        fits = [_Fit(m, table.columns) for m in candidates if m.reader.kind == "dbf"]
    else:
        fits = _text_fits(source, data.name, candidates)
    whole = [f for f in fits if not f.lacking]
    if len(whole) > 1:
        names = ", ".join(sorted(f.mapping.name for f in whole))
        what = _("The columns of the file fit several mappings: {names}.").format(names=names)
        raise CustomsError(Problem(what, data.name, _("Name the mapping to use.")))
    if not whole:
        raise _none_fits(data.name, fits)
    return Found(whole[0].mapping.fitted(whole[0].columns, data.name), records)


def _text_fits(source: ByteSource, name: str, candidates: Sequence[Mapping]) -> list[_Fit]:
    """How each mapping of texts would cut the first row, and what it would miss there."""
    first = Rows(source, "utf-8", name, block=1).first
    fits = []
    for mapping in candidates:
        if mapping.reader.kind == "delimited":
            try:
                fits.append(_Fit(mapping, column_names(first, mapping.reader, name)))
            except CustomsError:
                # Cut by the signs of another layout a first row may well name a column twice.
                fits.append(_Fit(mapping, ()))
    return fits


def _none_fits(name: str, fits: Sequence[_Fit]) -> CustomsError:
    """Say which mapping comes nearest and what the file lacks for it."""
    nearest = min(fits, key=lambda f: len(f.lacking) / len(f.mapping.detect), default=None)
    if nearest is None or len(nearest.lacking) == len(nearest.mapping.detect):
        what = _("The columns of the file fit no mapping.")
    else:
        what = _("The columns of the file fit no mapping; for {name} it lacks {columns}.").format(
            name=nearest.mapping.name, columns=", ".join(nearest.lacking)
        )
    return CustomsError(Problem(what, name, _("Write a mapping for it, as the ones that ship, and name it.")))
