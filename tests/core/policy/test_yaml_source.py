"""The YAML dialect of the policies: what a plain word means, and that no text can do harm."""

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.policy.yaml_source import parse


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("010", "010"),
        ("035", "035"),
        ("0", 0),
        ("-5", -5),
        ("95.0", Decimal("95.0")),
        ("1.50", Decimal("1.50")),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("24,853", "24,853"),
        ("12:30:45", "12:30:45"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("0x1F", "0x1F"),
        ("1.2.3", "1.2.3"),
        ("'70'", "70"),
        ("2025-07", "2025-07"),
        ("=", "="),
    ],
)
def test_a_plain_word_means_what_it_seems_to(written, read):
    data = parse(f"key: {written}\n".encode(), "a.yaml").data
    assert data == {"key": read}
    assert type(data["key"]) is type(read)


def test_a_byte_order_mark_is_no_text():
    assert parse("\ufeffkey: ñ\n".encode(), "a.yaml").data == {"key": "ñ"}


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fall(content):
    file = parse(content, "a.yaml")
    assert file.problems or file.data is not None or content.strip()
    assert all(problem.where.startswith("a.yaml") for problem in file.problems)


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\t<1.", max_size=60))
def test_no_text_makes_the_reader_fall(text):
    file = parse(text.encode(), "a.yaml")
    assert all(problem.what and problem.mend for problem in file.problems)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "-\t"])
def test_deep_nesting_is_refused_before_it_exhausts_the_stack(opening):
    assert [problem.where for problem in parse((opening * 200_000).encode(), "a.yaml").problems] == ["a.yaml:1"]


_WORDS = st.text(alphabet="abcdefghij", min_size=1, max_size=5)
_TREES = st.recursive(
    st.integers(0, 999),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_WORDS, inner, min_size=1, max_size=3),
    max_leaves=12,
)


@given(_TREES.filter(lambda tree: not isinstance(tree, int)))
def test_the_line_of_every_number_is_found(tree):
    """Written one value a line, the line told for the path of each number is the line on which it stands."""
    text = yaml.safe_dump(tree, default_flow_style=False)
    file = parse(text.encode(), "a.yaml")
    assert file.data == tree
    lines = text.splitlines()
    for path, number in _leaves(tree):
        assert lines[file.line(path) - 1].split()[-1] == str(number)


def _leaves(tree, path=()):
    if isinstance(tree, int):
        yield path, tree
        return
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from _leaves(inner, (*path, step))


def test_a_year_and_a_position_are_told_apart():
    file = parse(b"a:\n  - 2026:\n      value: 1\n", "a.yaml")
    assert file.at(("a", 0, 2026, "value")) == "a.yaml:3: a[0].2026.value"
