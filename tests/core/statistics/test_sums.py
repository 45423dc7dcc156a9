"""Which sums can be had of known sums: compared with exact elimination on every set of kinds."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.core.statistics.subtraction import can_be_had

from rumbo.core.statistics.sums import Kind, least_sums


def kinds(*names: str) -> frozenset[Kind]:
    return frozenset(frozenset(each.split()) for each in names)


def told(*names: str) -> set[frozenset[Kind]]:
    return {frozenset(least) for least in least_sums(kinds(*names))}


some_kinds = st.frozensets(st.frozensets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=7)


def known(found: frozenset[Kind]) -> list[dict[Kind, int]]:
    return [{kind: 1 for kind in found if name in kind} for name in sorted(set().union(*found))]


@given(some_kinds)
def test_every_least_sum_can_be_had(found):
    assert all(can_be_had(known(found), found, least) for least in least_sums(found))


@given(some_kinds)
def test_every_sum_that_can_be_had_holds_a_least_one(found):
    leasts = [set(least) for least in least_sums(found)]
    for size in range(1, len(found) + 1):
        for together in combinations(sorted(found, key=sorted), size):
            if can_be_had(known(found), found, dict.fromkeys(together, 1)):
                within = [least for least in leasts if least <= set(together)]
                assert set().union(*within) == set(together)


def test_of_two_groups_that_a_class_cuts_only_the_sums_over_both_are_had():
    europe, asia = ("europe union", "europe"), ("asia union", "asia")
    assert told(*europe) == {kinds("europe union"), kinds("europe")}
    assert told(*europe, *asia) == {
        kinds(*europe),
        kinds(*asia),
        kinds("europe union", "asia union"),
        kinds("europe", "asia"),
    }


def test_a_class_that_a_group_holds_but_for_one_tells_that_one():
    assert told("europe union", "asia union", "asia") == {kinds("europe union"), kinds("asia union"), kinds("asia")}


def test_cells_in_no_known_sum_are_in_none():
    assert told("", "europe") == {kinds("europe")}
