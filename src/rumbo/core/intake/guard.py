"""What kind of file it is, whatever its name says, and whether it is safe to open.

A workbook is a zip of XML parts. Before any parser sees it, every part is unpacked under a limit and looked at, and
the workbook is packed again from exactly those parts: a parser never meets a part that was not measured.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from rumbo.core.errors import Problem
from rumbo.core.intake.errors import IntakeError
from rumbo.core.language import _
from rumbo.core.numbers import written

#: Limits of a file, in bytes, parts, rows and columns.
MAX_BYTES = 100 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 1000
MAX_ROWS = 20_000
MAX_COLUMNS = 200

_CHUNK = 1 << 20
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"II*\x00", "TIFF"),
    (b"BM", "BMP"),
    (b"PAR1", "Parquet"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")


def contents(source: Path | bytes) -> bytes:
    """The bytes of a file, unless it is missing, empty or larger than :data:`MAX_BYTES`.

    Raises:
        IntakeError: where the file cannot be taken.
    """
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > MAX_BYTES:
            raise _refused(
                _("The file has {size} MB; at most {limit} MB are read.").format(
                    size=written(-(-size // 1024**2)), limit=written(MAX_BYTES // 1024**2)
                ),
                _("A form of values has less than one: check that it is the right file."),
            )
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise _refused(
            _("The file cannot be read: {reason}.").format(reason=error.strerror or error),
            _("Check its name, its folder and its permissions."),
        ) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refused(_("The file is empty."), _("Send the form with its values."))
    return data


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an XLSX workbook; ``False`` where they may be a text.

    Raises:
        IntakeError: where they are something else: a picture, a PDF, an old or protected workbook.
    """
    if data.startswith(_ZIPS):
        return True
    if data.startswith(_OLE):
        raise _old_or_protected(data)
    found = next((name for sign, name in _SIGNS if data.startswith(sign)), None)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not found and start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        found = "HTML/XML"
    if found:
        raise _not_a_form(found)
    return False


def safe_workbook(data: bytes) -> bytes:
    """The same workbook, measured part by part and packed again.

    Raises:
        IntakeError: where it is no workbook, holds macros, is damaged, unpacks to more than :data:`MAX_UNPACKED`,
            has more than :data:`MAX_ROWS` rows in a sheet, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_names(packed)
            return _repacked(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _refused(
            _("The workbook is damaged or cut: it cannot be unpacked."),
            _("Open it in Excel or LibreOffice, save it again as .xlsx and send that file."),
        ) from error


def _check_names(packed: zipfile.ZipFile) -> None:
    names = [entry.filename for entry in packed.infolist()]
    if len(names) > MAX_PARTS or sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
        raise _too_much()
    if "mimetype" in names and b"opendocument" in packed.open("mimetype").read(200):
        raise _not_a_form("ODS")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros()
    if "xl/workbook.bin" in names:
        raise _not_a_form("XLSB")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise _not_a_form("DOCX" if "word/document.xml" in names else "ZIP")
    if len(set(names)) != len(names):
        raise ValueError("a part appears twice")


def _repacked(packed: zipfile.ZipFile) -> bytes:
    left = MAX_UNPACKED
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as clean:
        for entry in packed.infolist():
            if entry.is_dir():
                continue
            part = _unpacked(packed, entry, left)
            left -= len(part)
            _check_part(entry.filename, part)
            clean.writestr(entry.filename, part)
    return target.getvalue()


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """One part, read in steps so that a header that lies about its size cannot fill the memory."""
    pieces, size = [], 0
    with packed.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise _too_much()
            pieces.append(piece)
    return b"".join(pieces)


def _check_part(name: str, part: bytes) -> None:
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    declared = _ENCODING.match(part[:200].removeprefix(b"\xef\xbb\xbf"))
    odd = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"iso-8859-1")
    if odd or b"\x00" in part[:64] or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _refused(
            _("The workbook holds XML that no spreadsheet program writes (a document type, an entity or an encoding)."),
            _("Copy the values into a fresh form."),
        )
    if name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise _macros()
    if name.lower().startswith("xl/worksheets/"):
        _check_extent(part)


def _check_extent(part: bytes) -> None:
    """Refuse a sheet whose rows or cells reach further than any form: two far cells can cost a terabyte."""
    rows = sum(1 for _found in _ROW.finditer(part))
    if rows <= MAX_ROWS:
        for column, row in set(_REFERENCE.findall(part)):
            if len(row) > len(str(MAX_ROWS)) or int(row) > MAX_ROWS or _position(column) > MAX_COLUMNS:
                rows = MAX_ROWS + 1
                break
    if rows > MAX_ROWS:
        raise too_many_rows()


def _position(letters: bytes) -> int:
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - 64
    return position


def too_many_rows(place: str = "") -> IntakeError:
    """The refusal of a table that no form has: too many rows or columns."""
    return _refused(
        _("A sheet reaches further than {rows} rows or {columns} columns, which no form of values does.").format(
            rows=written(MAX_ROWS), columns=written(MAX_COLUMNS)
        ),
        _("Delete what is beyond the last indicator, or copy the values into a fresh form."),
        place,
    )


def _too_much() -> IntakeError:
    return _refused(
        _("The workbook unpacks to more than {limit} MB or {parts} parts, which no form of values does.").format(
            limit=written(MAX_UNPACKED // 1024**2), parts=written(MAX_PARTS)
        ),
        _("Copy the values into a fresh form."),
    )


def _macros() -> IntakeError:
    return _refused(
        _("The workbook holds macros, which are never taken in."),
        _("Save it as “Excel workbook (.xlsx)”, without macros, and send that file."),
    )


def _not_a_form(found: str) -> IntakeError:
    return _refused(
        _("The file is a {found} file, whatever its name says; an XLSX or CSV form was expected.").format(found=found),
        _("Send the form itself, saved as .xlsx or .csv; a document goes as evidence, beside the form."),
    )


def _old_or_protected(data: bytes) -> IntakeError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _refused(
            _("The workbook is protected with a password, so it cannot be read."),
            _("Remove the password (File, Info, Protect workbook) and save it again."),
        )
    return _refused(
        _("The file is in the old Excel format (.xls) or another Office format of before 2007."),
        _("Open it and save it as .xlsx."),
    )


def _refused(what: str, mend: str, where: str = "") -> IntakeError:
    return IntakeError(Problem(what, where, mend))
