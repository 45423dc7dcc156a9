"""Files that are not what they say, cannot be read, or would cost the machine its memory."""

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.core.intake.forms import csv, only, read, refused, table
from tests.core.intake.parts import packed, unpacked, with_part

from rumbo.core.intake import guard
from rumbo.core.policy.models import Policy

ROW = ("OP2-I1", None, None, 7, "ok")
SHEET = "xl/worksheets/sheet1.xml"


def png() -> bytes:
    """A real picture of one grey point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def ods() -> bytes:
    """A LibreOffice sheet's outer form."""
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(), "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj", "PDF"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (packed({"nota.txt": b"hola"}), "ZIP"),
        (packed({"word/document.xml": b"<a/>"}), "DOCX"),
        (packed({"xl/workbook.bin": b""}), "XLSB"),
        (ods(), "ODS"),
        (b"<html><table><tr><td>codigo</td></tr></table></html>", "HTML/XML"),
        (b'<?xml version="1.0"?><Workbook/>', "HTML/XML"),
    ],
)
def test_a_renamed_file_is_called_by_its_name(tiny_policy: Policy, tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "valores.xlsx"
    path.write_bytes(data)
    problem = only(refused(path, tiny_policy))
    assert problem.where == "valores.xlsx"
    assert problem.what == (f"The file is a {found} file, whatever its name says; an XLSX or CSV form was expected.")


def test_an_old_workbook_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, tiny_policy))
    assert problem.what.startswith("The file is in the old Excel format (.xls)")


def test_a_workbook_with_a_password_is_refused(tiny_policy: Policy) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    assert only(refused(data, tiny_policy)).what.startswith("The workbook is protected with a password")


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file_is_refused(tiny_policy: Policy, data: bytes) -> None:
    assert only(refused(data, tiny_policy)).what == "The file is empty."


def test_a_missing_file_is_refused(tiny_policy: Policy, tmp_path: Path) -> None:
    problem = only(refused(tmp_path / "nada.csv", tiny_policy))
    assert (problem.where, problem.what) == ("nada.csv", "The file cannot be read: No such file or directory.")


def test_a_folder_is_refused(tiny_policy: Policy, tmp_path: Path) -> None:
    assert only(refused(tmp_path, tiny_policy)).what == "The file cannot be read: Is a directory."


def test_a_file_of_more_than_100_mb_is_not_even_read(tiny_policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "grande.csv"
    with path.open("wb") as stream:
        stream.truncate(guard.MAX_BYTES + 1)
    assert only(refused(path, tiny_policy)).what == "The file has 101 MB; at most 100 MB are read."


@pytest.mark.parametrize("data", [table(ROW)[:-30], table(ROW)[:200] + b"\0" * 400, b"PK\x03\x04 nothing else"])
def test_a_cut_workbook_is_refused(tiny_policy: Policy, data: bytes) -> None:
    assert only(refused(data, tiny_policy)).what == "The workbook is damaged or cut: it cannot be unpacked."


def test_a_workbook_with_broken_xml_is_refused(tiny_policy: Policy) -> None:
    data = with_part(table(ROW), SHEET, lambda xml: xml.replace("</sheetData>", ""))
    assert only(refused(data, tiny_policy)).what == "The workbook is damaged: its sheets cannot be read."


def test_a_part_that_appears_twice_is_refused(tiny_policy: Policy) -> None:
    target = io.BytesIO(table(ROW))
    with zipfile.ZipFile(target, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr(SHEET, b"<other/>")
    assert only(refused(target.getvalue(), tiny_policy)).what.startswith("The workbook is damaged or cut")


def test_a_zip_bomb_is_refused_before_it_unfolds(tiny_policy: Policy) -> None:
    parts = unpacked(table(ROW)) | {"xl/media/image1.png": b"\0" * (guard.MAX_UNPACKED + 1)}
    bomb = packed(parts)
    assert len(bomb) < 1_000_000
    problem = only(refused(bomb, tiny_policy))
    assert problem.what.startswith("The workbook unpacks to more than 100 MB")


def test_a_bomb_that_lies_about_its_size_is_refused(tiny_policy: Policy) -> None:
    size = guard.MAX_UNPACKED + 1
    bomb = packed(unpacked(table(ROW)) | {"xl/bomb.xml": b"\0" * size})
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 10))
    assert lying != bomb
    assert only(refused(lying, tiny_policy)).what.startswith("The workbook is damaged or cut")


def test_a_workbook_of_too_many_parts_is_refused(tiny_policy: Policy) -> None:
    parts = unpacked(table(ROW)) | {f"xl/media/{n}": b"" for n in range(guard.MAX_PARTS)}
    assert only(refused(packed(parts), tiny_policy)).what.startswith("The workbook unpacks to more than 100 MB or 1,0")


def test_two_far_cells_do_not_cost_a_terabyte(tiny_policy: Policy) -> None:
    data = with_part(table(ROW), SHEET, lambda xml: xml.replace("</sheetData>", "", 1).replace("</row>", "</row>", 1))
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = with_part(table(ROW), SHEET, lambda xml: xml.replace("</sheetData>", far))
    assert only(refused(data, tiny_policy)).what.startswith("A sheet reaches further than 20,000 rows or 200 columns")


def test_a_cell_in_a_far_column_is_refused(tiny_policy: Policy) -> None:
    far = '<row r="9"><c r="ZZZ9"><v>1</v></c></row></sheetData>'
    data = with_part(table(ROW), SHEET, lambda xml: xml.replace("</sheetData>", far))
    assert only(refused(data, tiny_policy)).what.startswith("A sheet reaches further")


def test_a_workbook_of_200_000_rows_is_refused(tiny_policy: Policy) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, 200_003))
    data = with_part(table(ROW), SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))
    assert only(refused(data, tiny_policy)).what.startswith("A sheet reaches further than 20,000 rows")


def test_a_csv_of_200_000_rows_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(csv(*["OP2-I1;;;7;"] * 200_000), tiny_policy))
    assert problem.where == "file.csv:20002"
    assert problem.what.startswith("A sheet reaches further than 20,000 rows")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_xml_entities_are_refused(tiny_policy: Policy, head: str) -> None:
    data = with_part(table(ROW), SHEET, lambda xml: head + xml)
    assert only(refused(data, tiny_policy)).what.startswith("The workbook holds XML that no spreadsheet program writes")


def test_xml_in_another_encoding_cannot_hide_an_entity(tiny_policy: Policy) -> None:
    parts = unpacked(table(ROW))
    parts[SHEET] = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "x">]>' + parts[SHEET].decode()).encode("utf-16")
    assert only(refused(packed(parts), tiny_policy)).what.startswith("The workbook holds XML that no spreadsheet")


def test_macros_are_refused(tiny_policy: Policy) -> None:
    for parts in (
        unpacked(table(ROW)) | {"xl/vbaProject.bin": b"\xd0\xcf"},
        unpacked(with_part(table(ROW), "[Content_Types].xml", lambda x: x.replace("sheet.main", "macroEnabled.main"))),
    ):
        assert only(refused(packed(parts), tiny_policy)).what == "The workbook holds macros, which are never taken in."


def test_a_file_is_known_by_the_hash_of_its_bytes(tiny_policy: Policy) -> None:
    data = table(ROW)
    intake = read(data, tiny_policy, name="a.xlsx")
    assert (intake.name, intake.sha256) == ("a.xlsx", hashlib.sha256(data).hexdigest())
