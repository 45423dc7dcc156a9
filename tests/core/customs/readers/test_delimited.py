import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.core.customs.delimited import DelimitedReader
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.mapping import Layout


def opened(content, block=1 << 20, **layout):
    return DelimitedReader(io.BytesIO(content), Layout(kind="delimited", **layout), "a.csv", block)


def rows(reader):
    return [row for part in reader.batches() for row in part.texts(reader.columns).rows()]


def broken(reader):
    return [(b.position, b.reason, b.found, b.text) for part in reader.batches() for b in part.broken]


def test_the_first_row_names_the_columns():
    assert opened(b"\n \r\na;b\n").columns == ("a;b",)
    assert opened(b'\xef\xbb\xbfa, b ,"c,d",\n1,2,3,4\n').columns == ("a", "b", "c,d", "#4")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_rows_end_as_they_end_anywhere(end):
    assert rows(opened(b"a,b" + end + b"1,2" + end + end + b"3,4")) == [("1", "2"), ("3", "4")]


def test_a_quotation_mark_keeps_the_separator_and_an_inch_sign_is_none():
    content = b'a,b\n"x, y","say ""so"""\n5" pipe,1\n"open,2\n7,8\n'
    assert rows(opened(content)) == [("x, y", 'say "so"'), ('5" pipe', "1"), ("7", "8")]
    assert broken(opened(content)) == [(3, "quote_open", "", '"open,2')]


def test_without_quotation_marks_a_mark_is_a_letter():
    assert rows(opened(b'a|b\n"x|y"\n', separator="|", quote=None)) == [('"x', 'y"')]


def test_a_quotation_mark_in_disguise_takes_no_neighbour_with_it():
    content = b'a,b\nx","y\n1,2\n3,4\n'
    reader = opened(content)
    assert len(rows(reader)) + len(broken(opened(content))) == 3
    assert rows(opened(content))[-2:] == [("1", "2"), ("3", "4")]


def test_a_row_with_too_many_or_too_few_fields_is_told_with_its_place():
    content = b"a,b\n1,2\n3\n\n4,5,6\n7,8\n"
    assert rows(opened(content)) == [("1", "2"), ("7", "8")]
    assert broken(opened(content)) == [(2, "field_count", "1", "3"), (3, "field_count", "3", "4,5,6")]
    assert [p for part in opened(content).batches() for p in part.positions.tolist()] == [1, 4]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "cp850"])
@pytest.mark.parametrize("told", ["latin-1", "utf-8"])
def test_utf_8_is_recognised_and_anything_else_is_as_told(encoding, told):
    read = rows(opened("año,b\nPERÚ,ñ\n".encode(encoding), encoding="cp850" if encoding == "cp850" else told))
    assert read == [("PERÚ", "ñ")]


@settings(max_examples=100, deadline=None)
@given(
    content=st.lists(st.text(alphabet='ab",|\r\n ñ', max_size=8), max_size=20).map("\n".join),
    block=st.integers(1, 40),
    quote=st.sampled_from(['"', None]),
)
def test_where_the_blocks_end_does_not_matter(content, block, quote):
    data = f"a,b\n{content}".encode()
    small, large = opened(data, block, quote=quote), opened(data, quote=quote)
    assert sorted(rows(opened(data, block, quote=quote))) == sorted(rows(opened(data, quote=quote)))
    assert broken(small) == broken(large)
    records = sum(bool(line.replace("\r", " ").strip()) for line in content.replace("\r\n", "\n").split("\n"))
    assert len(rows(opened(data, quote=quote))) + len(broken(opened(data, quote=quote))) == records


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"a,b,a\n", "names columns twice: a"),
        ("a,b".encode("utf-16"), "UTF-16"),
        (b"a" * 200_000, "longer than 131072 bytes"),
    ],
)
def test_a_first_row_that_names_no_columns_is_refused(content, said):
    with pytest.raises(CustomsError, match=said):
        opened(content)
