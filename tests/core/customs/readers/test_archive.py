import zipfile
from hashlib import sha256

import pytest

from rumbo.core.customs import archive
from rumbo.core.customs.archive import open_data
from rumbo.core.customs.errors import CustomsError


def pack(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def read(data):
    with data.open() as stream:
        return stream.read(1 << 20)


@pytest.mark.parametrize("name", ["X.DBF", "folder/x.dbf", "x.csv", "x.TXT"])
def test_one_data_file_is_found(tmp_path, name):
    path = pack(tmp_path / "x.zip", {name: b"abc", "leame.pdf": b"no data", "__MACOSX/._X.DBF": b"shadow"})
    data = open_data(path)
    assert (data.member, data.size, data.bytes) == (name, 3, path.stat().st_size)
    assert data.sha256 == sha256(path.read_bytes()).hexdigest()
    assert read(data) == b"abc"


@pytest.mark.parametrize(("name", "kind"), [("a.dbf", "dbf"), ("a.CSV", "text"), ("a.txt", "text")])
def test_a_plain_file_is_taken_as_it_is(tmp_path, name, kind):
    (tmp_path / name).write_bytes(b"abc")
    data = open_data(tmp_path / name)
    assert (data.kind, data.name, data.member) == (kind, name, None)
    assert read(data) == b"abc"


BAD = {
    "none": ({"leame.pdf": b""}, "no data file"),
    "empty": ({}, "no data file"),
    "two": ({"a.dbf": b"1", "b.dbf": b"2"}, "2 data files where one was expected: a.dbf, b.dbf"),
    "climbs": ({"../a.dbf": b"1"}, "climbs"),
    "climbs inside": ({"a/../../a.dbf": b"1"}, "climbs"),
    "backslash": ({"..\\a.dbf": b"1"}, "climbs"),
    "absolute": ({"/etc/a.dbf": b"1"}, "climbs"),
    "drive": ({"C:a.dbf": b"1"}, "climbs"),
    "nested": ({"a.zip": b"PK"}, "another archive"),
    "nested beside": ({"a.dbf": b"1", "b.7z": b""}, "another archive"),
}


@pytest.mark.parametrize(("members", "said"), BAD.values(), ids=BAD)
def test_an_unsafe_zip_is_refused(tmp_path, members, said):
    path = pack(tmp_path / "x.zip", members)
    with pytest.raises(CustomsError, match=said) as error:
        open_data(path)
    assert "x.zip" in str(error.value)
    assert error.value.problems[0].mend


def test_a_size_bomb_is_refused_before_it_is_read(tmp_path):
    path = pack(tmp_path / "x.zip", {"a.dbf": bytes(32 * 1024**2)})
    with pytest.raises(CustomsError, match="unpacks to 32 MB from 31 KB"):
        open_data(path)


def test_a_file_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 10)
    with pytest.raises(CustomsError, match="no customs file does"):
        open_data(pack(tmp_path / "x.zip", {"a.dbf": b"12345678901"}))


def test_a_zip_that_lies_about_its_size_is_stopped(tmp_path):
    path = pack(tmp_path / "x.zip", {"a.dbf": b"abc" * 1000}, zipfile.ZIP_STORED)
    honest = (3000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (10).to_bytes(4, "little")))
    with pytest.raises(CustomsError, match="damaged"):
        read_all(open_data(path))


def test_a_file_that_grows_while_it_is_read_is_stopped(tmp_path):
    path = tmp_path / "a.dbf"
    path.write_bytes(b"abc")
    data = open_data(path)
    path.write_bytes(b"abcdef")
    with pytest.raises(CustomsError, match="more bytes than it announces"):
        read_all(data)


def read_all(data):
    with data.open() as stream:
        while stream.read(1000):
            pass


def test_a_locked_zip_is_refused(tmp_path):
    path = pack(tmp_path / "x.zip", {"a.dbf": b"abc"})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    with pytest.raises(CustomsError, match="password"):
        open_data(path)


@pytest.mark.parametrize("cut", [10, 60, -10])
def test_a_damaged_zip_is_refused(tmp_path, cut):
    path = pack(tmp_path / "x.zip", {"a.dbf": b"abc" * 100})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(CustomsError, match="damaged"):
        open_data(path)


def test_damage_inside_the_packed_bytes_is_told(tmp_path):
    path = pack(tmp_path / "x.zip", {"a.dbf": bytes(range(256)) * 100})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(CustomsError, match="damaged"):
        read_all(open_data(path))


def test_an_unknown_way_of_packing_is_told(tmp_path):
    path = pack(tmp_path / "x.zip", {"a.dbf": b"abc"})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(mark) + at] = 77
    path.write_bytes(content)
    with pytest.raises(CustomsError, match="damaged"):
        read_all(open_data(path))


def test_no_such_file(tmp_path):
    with pytest.raises(CustomsError, match="no such file"):
        open_data(tmp_path / "x.zip")
    with pytest.raises(CustomsError, match="no such file"):
        open_data(tmp_path)


def test_another_kind_of_file(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"PK")
    with pytest.raises(CustomsError, match=r"neither a zip nor one of \.dbf, \.csv, \.txt"):
        open_data(tmp_path / "x.xlsx")


def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "a.dbf"
    path.write_bytes(b"abc")
    data = open_data(path)
    path.unlink()
    with pytest.raises(CustomsError, match="cannot be read: No such file"):
        read_all(data)
