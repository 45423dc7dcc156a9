"""The printed tables of overlays and external sources, recomputed (``tests/cases/printed_tables.yaml``).

Checks that fail are findings about the source, not about the code: they are held to fail by exactly as much as stated.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise, product
from math import prod

import pytest
from tests.core.statistics.printed import SOURCE, apart, block, places_of, range_of, rounded, stands
from tests.core.statistics.printed_cases import COMPOSITION, TABLES, figures_of_checks, figures_of_tables

FORMULAS = {
    "sum": lambda *values: sum(values, Decimal(0)),
    "difference": lambda whole, *parts: whole - sum(parts),
    "times": lambda value, base: value / base,
    "growth": lambda value, base: 100 * (value / base - 1),
    "share": lambda part, whole: 100 * part / whole,
    "part": lambda share, whole: share * whole / 100,
    "thousands_of_share": lambda share, whole: share * whole / 100_000,
    "part_of_part": lambda share, of, whole: share * of * whole / 10_000,
    "part_of_sum": lambda share, *parts: share * sum(parts) / 100,
    "sum_of_parts": lambda first, of_first, second, of_second: (first * of_first + second * of_second) / 100,
    "rest_of": lambda first, second, whole: whole * (100 - first - second) / 100,
    "product_of_shares": lambda *shares: 100 * prod(share / 100 for share in shares),
    "scaled": lambda share, value, of: share * value / of,
    "satisfied": lambda much, some, not_applicable: 100 * (much + some) / (100 - not_applicable),
    "groups_share": lambda a, of_a, b, of_b, c, of_c, whole: (a * of_a + b * of_b + c * of_c) / whole,
}
USERS = 44
ANSWERS = ("first", "second", "third", "fourth", "fifth", "not_applicable")
YEARS = ("2018", "2019", "2020", "2021", "2022")
CONTRABAND = block(TABLES["contraband"])
AGREEMENTS = block(TABLES["agreements"])
SURVEY = block(TABLES["enterprise_survey"])
REGIONS = block(COMPOSITION["regions"])
GROUPS = ("GRANDES", "MEDIANAS", "PEQUEÑAS")


@pytest.mark.parametrize("check", TABLES["checks"], ids=lambda check: check["name"])
def test_check(check: Mapping[str, object]):
    formula = FORMULAS[str(check["formula"])]
    operands = [range_of(figure["value"]) for figure in check["operands"]]
    low, middle, high = range_of(check["printed"]["value"])
    corners = [formula(*values) for values in product(*((o[0], o[2]) for o in operands))]
    relation = check.get("relation")
    no_less = max(corners) >= (middle if relation == "at_least" else low)
    no_more = min(corners) <= high
    possible = {"at_least": no_less, "at_most": no_more, None: no_less and no_more}[relation]
    difference = abs(formula(*(o[1] for o in operands)) - middle)
    if "fails_by" in check:
        assert not possible
        assert difference == Decimal(str(check["fails_by"]))
    else:
        assert possible, f"the printed figure is {difference} away from what its operands give"


@pytest.mark.parametrize("row", CONTRABAND, ids=lambda row: row["area"])
def test_contraband_adds_up(row: Mapping[str, str]):
    """X16: an area is the sum of its parts, up to half a million of each figure."""
    parts = [other for other in CONTRABAND if other["part_of"] == row["area"]]
    known = TABLES["contraband_apart"].get(row["line"], {})
    for year in YEARS if parts else ():
        missing = int(row[year]) - sum(int(part[year]) for part in parts)
        assert (missing if abs(missing) > (len(parts) + 1) / 2 else 0) == known.get(year, 0), year


@pytest.mark.parametrize("row", CONTRABAND, ids=lambda row: row["area"])
def test_contraband_shares_and_growth(row: Mapping[str, str]):
    for formula, operands, printed in (
        ("share", [row["2022"], CONTRABAND[-1]["2022"]], row["share"]),
        ("growth", [row["2022"], row["2021"]], row["growth"]),
    ):
        difference, possible = apart(formula, operands, printed)
        assert possible, (formula, difference)


@pytest.mark.parametrize("row", block(TABLES["answers"]), ids=lambda row: row["line"])
def test_answers_are_those_of_44_firms(row: Mapping[str, str]):
    """X22: each share is that of a whole number of the 44 firms, and the firms of a row are 44."""
    firms = [round(Decimal(row[answer]) * USERS / 100) for answer in ANSWERS]
    assert sum(firms) == USERS
    assert [rounded(Decimal(100 * count) / USERS, 1) for count in firms] == [Decimal(row[a]) for a in ANSWERS]


@pytest.mark.parametrize("row", block(TABLES["sustainability"]), ids=lambda row: row["line"])
def test_firms_without_sustainable_management(row: Mapping[str, str]):
    """X21, Tabla 11: firms over 2 025; the source cuts some shares off, to a hundredth less."""
    share = rounded(Decimal(100 * int(row["firms"])) / 2025, 2)
    cut_off = Decimal("0.01") if int(row["line"]) in TABLES["cut_off"] else 0
    assert share - Decimal(row["share"]) == cut_off


def test_more_than_half_but_in_one_question():
    """Line 1915: in every question but the seventh more than half lack sustainable management."""
    shares = [Decimal(row["share"]) for row in block(TABLES["sustainability"])]
    assert [number for number, share in enumerate(shares, start=1) if share <= 50] == [7]


@pytest.mark.parametrize("row", AGREEMENTS, ids=lambda row: row["line"])
def test_years_in_force(row: Mapping[str, str]):
    """E2, Tabla 5: counted at 2024; the agreement of 2025, which would have none, is printed with one."""
    found = 2024 - int(row["entry"])
    assert int(row["years"]) == (1 if row["entry"] == "2025" else found)


def test_agreements_are_counted():
    """E2: 23 in force (line 1036); 16 for more than ten years without the Andean Community (lines 1078, 1086)."""
    assert len(AGREEMENTS) == 23
    assert sum(int(row["years"]) > 10 for row in AGREEMENTS[1:]) == 16


@pytest.mark.parametrize("row", SURVEY, ids=lambda row: row["line"])
def test_all_firms_are_between_the_sizes(row: Mapping[str, str]):
    """X9: the mean of all lies between the least and the greatest size."""
    sizes = [Decimal(row[size]) for size in ("small", "medium", "large")]
    assert min(sizes) <= Decimal(row["all"]) <= max(sizes)


def test_direct_exporters_are_among_all_exporters():
    direct, all_exporters = SURVEY[1], SURVEY[2]
    for group in ("all", "small", "medium", "large", "latin_america", "upper_middle_income"):
        assert Decimal(direct[group]) <= Decimal(all_exporters[group]), group


@pytest.mark.parametrize("pillar", ["infrastructure", "people", "firms"])
def test_places_follow_scores(pillar: str):
    """X10: 26 regions, none before one with a better score."""
    scores = [Decimal(row[pillar]) for row in block(TABLES["competitiveness"])]
    assert len(scores) == 26
    assert all(former >= later for former, later in pairwise(scores))


@pytest.mark.parametrize("row", block(TABLES["taxes"]), ids=lambda row: row["line"])
def test_taxes_are_no_higher_inside_the_zones(row: Mapping[str, str]):
    """X23, Tabla 14: what the zones offer."""
    for tax in ("income", "vat", "dividends"):
        inside, outside = row[f"{tax}_in"], row[f"{tax}_out"]
        assert (inside == "-") == (outside == "-")
        assert inside == "-" or Decimal(inside) <= Decimal(outside)


def members(group: str) -> list[dict[str, str]]:
    """The regions of a group of Tabla 9, which follow its row."""
    names = [row["region"] for row in REGIONS]
    start = names.index(group) + 1
    end = names.index(GROUPS[GROUPS.index(group) + 1]) if group != GROUPS[-1] else len(names)
    return REGIONS[start:end]


@pytest.mark.parametrize("group", GROUPS)
def test_regions_add_up_to_their_group(group: str):
    """C7: the shares of the regions give that of the group, each within half a point."""
    (row,) = (row for row in REGIONS if row["region"] == group)
    regions = members(group)
    missing = int(row["share"]) - sum(int(region["share"]) for region in regions)
    assert abs(missing) <= (len(regions) + 1) / 2


@pytest.mark.parametrize("group", ["GRANDES", "MEDIANAS"])
@pytest.mark.parametrize("column", ["mining", "agro", "energy", "fishing", "others", "T", "NT"])
def test_a_group_is_the_mean_of_its_regions(group: str, column: str):
    """C7: the structure of a group is that of its regions weighted by their exports, each figure within its rounding.

    Not of the small ones: their shares are printed as 0 and 1, and do not weigh.
    """
    (row,) = (row for row in REGIONS if row["region"] == group)
    shares = [range_of(region["share"]) for region in members(group)]
    parts = [range_of(region[column]) for region in members(group)]
    least = least_mean([part[0] for part in parts], shares)
    greatest = -least_mean([-part[2] for part in parts], shares)
    low, _middle, high = range_of(row[column])
    assert least <= high
    assert greatest >= low


def least_mean(parts: list[Decimal], shares: list[tuple[Decimal, Decimal, Decimal]]) -> Decimal:
    """The least weighted mean: the smallest parts weigh the most that their rounding allows, the others the least."""
    ordered = sorted(zip(parts, shares, strict=True))
    means = []
    for cut in range(len(ordered) + 1):
        weights = [share[2] if place < cut else share[0] for place, (_part, share) in enumerate(ordered)]
        weighed = sum(part * weight for (part, _share), weight in zip(ordered, weights, strict=True))
        means.append(weighed / sum(weights))
    return min(means)


def test_figures_stand_in_their_lines():
    """Every figure can be read in the lines of the policy that it is said to stand in."""
    if not SOURCE.is_file():
        pytest.skip("the text of the policy is not beside the repository")
    text = SOURCE.read_text(encoding="utf-8").splitlines()
    missing = []
    for value, lines in (*figures_of_checks(TABLES["checks"]), *figures_of_tables(TABLES)):
        forms = {value, *({value.removesuffix(".0")} if places_of(value) == 1 else ())}
        missing += [(value, n) for n in lines if not any(stands(form, text[n - 1]) for form in forms)]
    assert missing == []
