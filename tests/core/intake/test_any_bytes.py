"""Whatever the bytes are, a file is read or refused; nothing else ever comes out."""

import functools
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.intake.forms import table
from tests.core.intake.parts import packed, unpacked

from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.read import read_values
from rumbo.core.policy import load
from rumbo.core.policy.models import Policy

FOLDER = Path(__file__).parents[2] / "fixtures" / "policies" / "agua_2030"
GOOD = table(("OP2-I1", None, None, 7, "ok"), ("OP1-I1", 60, 100, None, "sí"))
PARTS = unpacked(GOOD)


@functools.cache
def policy() -> Policy:
    return load(FOLDER)


def taken_or_refused(data: bytes) -> None:
    problems, values = (), ()
    try:
        values = read_values(data, policy(), 2026).values
    except IntakeError as error:
        problems = error.problems
    assert all(problem.what and problem.where for problem in problems)
    assert all(value.value.is_finite() for value in values)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    taken_or_refused(data)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_under_a_good_header(text: str, encoding: str) -> None:
    taken_or_refused(("codigo;numerador;denominador;valor\n" + text).encode(encoding, errors="replace"))


cells = st.one_of(st.sampled_from(["OP2-I1", "OP1-I1", "1.234", "85%", "-", '"', "=1", "", "7"]), st.text(max_size=8))


@given(st.lists(st.lists(cells, max_size=7), max_size=8), st.sampled_from(";,\t"))
def test_any_cells(rows: list[list[str]], separator: str) -> None:
    lines = [separator.join(("codigo", "dimension", "miembro", "numerador", "denominador", "valor"))]
    taken_or_refused("\n".join([*lines, *(separator.join(row) for row in rows)]).encode())


@settings(max_examples=150)
@given(st.sampled_from(sorted(PARTS)), st.integers(0, 100_000), st.integers(0, 40), st.binary(max_size=20))
def test_a_workbook_with_a_damaged_part(name: str, start: int, cut: int, instead: bytes) -> None:
    part = PARTS[name]
    start %= len(part)
    taken_or_refused(packed(PARTS | {name: part[:start] + instead + part[start + cut :]}))


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_workbook(start: int, cut: int, instead: bytes) -> None:
    taken_or_refused(GOOD[:start] + instead + GOOD[start + cut :])
