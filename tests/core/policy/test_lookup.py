"""A code names its element, however it is typed, and an unknown one its neighbours."""

import pytest

from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.lookup import look_up


@pytest.mark.parametrize(
    ("typed", "kind", "above"),
    [
        ("OP1", "objective", ("", "", "")),
        ("L1.2", "guideline", ("OP1", "", "")),
        ("s1.1.1", "service", ("OP1", "L1.1", "")),
        ("OP1-I1", "indicator", ("OP1", "", "")),
        ("S1.1.1-Q1", "indicator", ("OP1", "L1.1", "S1.1.1")),
        ("AO 1.2.1", "activity", ("OP1", "L1.2", "")),
        ("ao2.1.1", "activity", ("OP2", "L2.1", "S2.1.1")),
        ("CI1.1", "cause", ("", "", "")),
        ("eps-sur", "entity", ("", "", "")),
    ],
)
def test_a_code_names_its_element(tiny_policy, typed, kind, above):
    (named,) = look_up(tiny_policy, typed)
    assert (named.kind, (named.objective, named.guideline, named.service)) == (kind, above)
    assert named.record.code == named.code


def test_a_repeated_activity_code_names_all(pnmce):
    found = look_up(pnmce, "AO 1.1.1")
    assert len(found) == sum(activity.code == "AO 1.1.1" for activity in pnmce.activities)
    assert len({named.objective for named in found}) == len(found) > 1


def test_every_code_of_the_policy_is_found(pnmce):
    for code in pnmce.codes():
        assert [named.code for named in look_up(pnmce, code)] == [code]


def test_an_unknown_code_names_its_neighbours(tiny_policy):
    with pytest.raises(UnknownCodeError, match=r"S1\.1\.1"):
        look_up(tiny_policy, "S1.1.7")
    with pytest.raises(UnknownCodeError, match="xyz"):
        look_up(tiny_policy, "xyz")
