import stat
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.identity import Pseudonyms, is_ruc, ruc_valid


@pytest.mark.parametrize(
    "ruc", ["20100070970", "20131312955", "20100130204", "20131370645", "20100017491", "20100047218"]
)
def test_the_check_digit_of_well_known_bodies_holds(ruc):
    assert is_ruc(ruc)
    wrong = ruc[:-1] + str((int(ruc[-1]) + 1) % 10)
    assert ruc_valid(pl.Series([ruc, wrong])).to_list() == [True, False]


@pytest.mark.parametrize("text", ["", "2010007097", "201000709700", "30100070970", "2010007097X", "２0100070970"])
def test_what_is_no_ruc(text):
    assert not is_ruc(text)
    assert ruc_valid(pl.Series([text, None])).to_list() == [False, False]


@given(st.sampled_from(["10", "15", "16", "17", "20"]), st.integers(0, 99_999_999))
def test_exactly_one_digit_of_ten_is_right(prefix, middle):
    ids = [f"{prefix}{middle:08}{digit}" for digit in range(10)]
    found = ruc_valid(pl.Series(ids)).to_list()
    assert sum(found) == 1
    assert found == [is_ruc(i) for i in ids]


def test_pseudonyms_are_stable_and_differ_by_key(identity):
    other = Pseudonyms(bytes(32))
    assert identity.of("10412345678") == identity.of(" 10412345678 ")
    assert identity.of("10412345678") != other.of("10412345678")
    assert identity.of("10412345678") != identity.of("10412345679")
    assert "41234567" not in identity.of("10412345678")
    ids = pl.Series(["10412345678", None, "AB123", "10412345678"])
    assert identity.of_series(ids).to_list() == [identity.of(i) if i else None for i in ids]


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    file = tmp_path / "home" / "pseudonym-key"
    with ThreadPoolExecutor(8) as pool:
        made = {p.of("10412345678") for p in pool.map(lambda _: Pseudonyms.stored(file), range(16))}
    assert len(made) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in file.parent.iterdir()] == ["pseudonym-key"]


@pytest.mark.parametrize(
    ("content", "said"), [("abcd", "shorter"), ("no hexadecimal", "cannot be used"), ("", "shorter")]
)
def test_a_damaged_key_is_refused_and_kept(tmp_path, content, said):
    file = tmp_path / "pseudonym-key"
    file.write_text(content)
    with pytest.raises(CustomsError, match=said) as error:
        Pseudonyms.stored(file)
    assert "backup" in str(error.value)
    assert file.read_text() == content
