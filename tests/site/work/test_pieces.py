"""The pieces of the form that hold for whatever is typed or sent: names of files, rows of parts, what is held."""

import os
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.apps.accounts.models import Person
from rumbo.core.errors import InputError, Problem
from rumbo.site.work.file_types import LONGEST_NAME, TYPES, UNKNOWN, check_type, plain_name, type_of
from rumbo.site.work.held import held_by, hold, let_go
from rumbo.site.work.mirror import mirrored
from rumbo.site.work.parts import lay_out, typed_parts


@given(st.text(max_size=400))
def test_a_plain_name_leads_nowhere(name):
    plain = plain_name(name)
    assert plain
    assert len(plain) <= LONGEST_NAME
    assert not set(plain) & set('/\\<>:"|?*\0\r\n')
    assert plain not in {".", ".."}
    assert not plain.startswith(".")
    assert plain_name(plain) == plain


@given(st.text(max_size=40), st.binary(max_size=100))
def test_only_known_kinds_pass_and_each_by_its_beginning(name, beginning):
    with suppress(InputError):
        check_type(name, beginning)
        assert type_of(name).agrees(beginning)
        assert type_of(name).content_type != UNKNOWN


@pytest.mark.parametrize("ending", [kind for kind, of in TYPES.items() if of.shown])
def test_what_a_browser_shows_is_no_page(ending):
    assert TYPES[ending].content_type.split("/")[0] in {"image", "application"}
    assert "svg" not in TYPES[ending].content_type
    assert "html" not in TYPES[ending].content_type


FIGURE = st.text(alphabet="0123456789.x ", max_size=4)
PARTS = st.dictionaries(
    st.integers(0, 60), st.tuples(st.sampled_from(["norte", "centro", "sur", "otro", ""]), FIGURE), max_size=12
)


@given(PARTS)
def test_every_part_that_was_typed_is_laid_out_once_and_no_row_twice(tiny_policy, parts):
    data = {}
    for place, (member, figure) in parts.items():
        data |= {f"part-{place}-dimension": "region", f"part-{place}-member": member, f"part-{place}-value": figure}
    typed = typed_parts(data)
    assert [place for place, _part in typed] == sorted(place for place, (_m, figure) in parts.items() if figure.strip())
    (table,) = lay_out(tiny_policy, tiny_policy.indicator("S1.1.1-C1"), typed, {})
    places = [line.place for line in table.lines]
    assert len(places) == len(set(places))
    shown = {line.place: (line.member, line.figures[0].typed) for line in table.lines}
    assert {place: (part.member, part.value) for place, part in typed}.items() <= shown.items()
    assert {"norte", "centro", "sur"} <= {line.member for line in table.lines}


def test_a_file_that_is_no_workbook_has_its_problems_listed(tmp_path):
    file = tmp_path / "form.csv"
    file.write_bytes(b"a,b")
    found = mirrored(file, [Problem("wrong", "form.csv:2, columna valor", "mend"), Problem("bad", "Valores!B7")])
    assert [(told.sheet, told.cell) for told in found.told] == [("", ""), ("Valores", "B7")]
    assert found.sheets == ()


@pytest.fixture
def person(db):
    return Person.objects.create_user("ana@example.invalid", "Ana")


def test_what_was_sent_is_kept_for_its_sender_until_it_is_let_go(person):
    other = Person.objects.create_user("eva@example.invalid", "Eva")
    held = hold(person, ("form.xlsx", b"one"), {"a.pdf": b"two", "b.pdf": b"three"}, year=2026, entity="GRA")
    found = held_by(person, held.token)
    assert found == held
    assert (found.form_file.read_bytes(), found.files["b.pdf"].read_bytes()) == (b"one", b"three")
    assert held_by(other, held.token) is None
    let_go(held)
    assert held_by(person, held.token) is None


def test_what_nobody_fetched_for_a_day_goes(person):
    old = hold(person, ("form.xlsx", b"one"), {}, year=2026, entity="")
    yesterday = time.time() - 25 * 3600
    os.utime(old.folder, (yesterday, yesterday))
    new = hold(person, ("form.xlsx", b"one"), {}, year=2026, entity="")
    assert held_by(person, old.token) is None
    assert held_by(person, new.token) is not None
