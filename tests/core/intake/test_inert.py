import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.intake.inert import inert, is_dangerous


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "＋1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", ["", "hola", "a=b", "1+1", "S1.1.1-Q1", "'=1"])
def test_a_plain_text_is_left_as_it_is(text: str) -> None:
    assert inert(text) == text


@given(st.text())
def test_nothing_that_comes_out_is_dangerous(text: str) -> None:
    assert not is_dangerous(inert(text))


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_it_survives_a_csv(text: str) -> None:
    target = io.StringIO()
    csv.writer(target).writerow([inert(text), "end"])
    (row,) = csv.reader(io.StringIO(target.getvalue()))
    assert row == [inert(text), "end"]
