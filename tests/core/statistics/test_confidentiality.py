"""What the public may see: rules as data, and results that keep to them."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.statistics.queries import query
from tests.core.statistics.small import small_lake, small_table

from rumbo.core.language import speaking
from rumbo.core.statistics.confidentiality import Rule, load_rule
from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.errors import ConfidentialityError


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))


def lines(*cells: tuple[object, ...]) -> list[dict[str, object]]:
    """Lines from cells: year, partner, firms by name, value of each."""
    return [
        {"year": year, "partner": partner, "trader_id": firm, "fob_usd": value}
        for year, partner, firms, value in cells
        for firm in firms
    ]


def public(tmp_path, rows, name="trade_values", **more):
    source = small_lake(tmp_path / "lake", rows)
    return run_statistic(name, lines=source, public=True, **more)


@pytest.mark.parametrize(
    ("value", "firms", "largest", "betrays"),
    [
        (100, 2, [50, 50], True),
        (100, 0, [], True),
        (100, 3, [40, 30, 30], False),
        (100, 3, [75, 12, 10], False),
        (100, 3, ["75.01", 10, 10], True),
        (100, 4, [60, 30, 5, 5], False),
        (100, 4, [60, 31, 5, 4], True),
    ],
)
def test_the_rule_that_ships(value, firms, largest, betrays):
    found = load_rule().betrays(Decimal(value), firms, [Decimal(each) for each in largest])
    assert found is betrays


def test_the_workspace_may_have_a_rule_of_its_own(tmp_path):
    (tmp_path / "home" / "confidentiality.yaml").write_text("name: five\nbasis: ours\nminimum_firms: 5\n")
    rule = load_rule()
    assert (rule.name, rule.minimum_firms, rule.dominance, rule.slack_pct) == ("five", 5, (), 10)
    result = public(tmp_path, lines((2024, "US", "ABCD", 1)), "exports_by_year")
    assert result.to_rows() == [{"year": 2024, "fob_usd": None, "line_count": None, "hidden": True}]
    assert (result.lineage.rule.version, result.lineage.rule.sha256) == ("five", rule.sha256)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nbasis: y\nminimum_firms: 0\n", "confidentiality.yaml:3: minimum_firms"),
        ("name: x\nbasis: y\nminimum_firms: 3\ndominance: [{firms: 1, above_pct: 120}]\n", "above_pct"),
        ("name: x\nname: x\n", "stands twice"),
    ],
)
def test_a_bad_rule_is_refused(tmp_path, text, message):
    (tmp_path / "home" / "confidentiality.yaml").write_text(text)
    with speaking("en"), pytest.raises(ConfidentialityError) as refused:
        load_rule()
    assert message in str(refused.value)


def test_what_names_firms_is_not_published(tmp_path):
    found = query(
        tmp_path, "select year, sum(fob_usd) as fob_usd from lines group by year order by year", publication="internal"
    )
    with speaking("en"), pytest.raises(ConfidentialityError, match="tells of single firms and must not be published"):
        public(tmp_path, lines((2024, "US", "ABC", 1)), found)


def test_counts_are_shown_as_they_are(tmp_path):
    result = public(tmp_path, lines((2024, "US", "A", 1)), "consolidated_exporters")
    assert result.to_rows() == [{"year": 2024, "exporters": 1, "consolidated": None, "sporadic": None}]
    assert result.lineage.rule.version == "firms-3"


def test_values_without_a_firm_are_no_firms(tmp_path):
    rows = [*lines((2024, "US", "AB", 10)), {"year": 2024, "partner": "US", "trader_id": None, "fob_usd": 10}]
    assert public(tmp_path, rows, "exports_by_year").hidden == 1


def test_a_hidden_cell_takes_another_with_it(tmp_path):
    rows = lines((2024, "KR", "AB", 10), (2024, "CN", "ABC", 20), (2024, "JP", "ABC", 30))
    found = {row["partner"]: row["fob_usd"] for row in public(tmp_path, rows, parameters={"by_1": "partner"}).to_rows()}
    assert found == {"JP": 90, "KR": None, "CN": None}


def test_the_order_does_not_tell_the_size_of_what_is_hidden(tmp_path):
    rows = lines((2024, "KR", "AB", 500), (2024, "CN", "ABC", 400), (2024, "TH", "ABC", 1), (2024, "JP", "ABC", 300))
    found = [row["partner"] for row in public(tmp_path, rows, parameters={"by_1": "partner"}).to_rows()]
    assert found == ["CN", "TH", "JP", "KR"]  # Japan is the smallest that protects Korea; Thailand is too small


def test_growth_over_a_hidden_year_is_hidden_too(tmp_path):
    rows = lines(
        (2023, "KR", "AB", 10), (2023, "CN", "ABC", 8), (2023, "JP", "ABC", 90),
        (2024, "KR", "ABC", 20), (2024, "CN", "ABC", 30), (2024, "JP", "ABC", 99),
    )  # fmt: skip
    result = public(tmp_path, rows, "growth", parameters={"by_1": "partner", "years": [2024]})
    found = {row["partner"]: (row["fob_usd"], row["former_usd"], row["hidden"]) for row in result.to_rows()}
    assert found == {"CN": (90, None, False), "JP": (297, 270, False), "KR": (60, None, False)}
    assert result.hidden == 0


def test_a_table_that_cannot_be_protected_is_withheld(tmp_path):
    rows = lines((2023, "US", "AB", 10), (2023, "CN", "ABC", 0), (2024, "US", "ABC", 10))
    result = public(tmp_path, rows, parameters={"by_1": "partner"})
    assert [(row["year"], row["hidden"]) for row in result.to_rows()] == [(2024, False)]
    assert result.hidden == 2


def test_any_part_of_a_cell_hides_it(tmp_path):
    rows = [
        *({"flow": "X", "trader_id": firm, "fob_usd": 10} for firm in "ABC"),
        *({"flow": "M", "trader_id": firm, "fob_usd": 10} for firm in "AB"),
    ]
    assert public(tmp_path, rows, "trade_by_year").hidden == 1
    more = [*rows, {"flow": "M", "trader_id": "C", "fob_usd": 10}]
    assert public(tmp_path / "more", more, "trade_by_year").hidden == 0


def blocs(**members: str):
    return small_table(
        "bloc",
        [
            {"bloc": bloc, "country": country, "valid_from": date(2000, 1, 1), "valid_to": None}
            for bloc, countries in members.items()
            for country in countries.split()
        ],
    )


def hidden_blocs(tmp_path, rows, table):
    result = public(tmp_path, rows, parameters={"by_1": "bloc"}, tables={"bloc": table})
    return {row["bloc"] for row in result.to_rows() if row["hidden"]}


def test_a_bloc_that_leaves_one_hidden_partner_over_is_hidden(tmp_path):
    """Chile is hidden, and Colombia with it: “Norte” would tell Colombia, and America less Colombia tells Chile."""
    rows = lines((2024, "CL", "AB", 10), (2024, "CO", "ABC", 20))
    table = blocs(Andes="CL", Norte="CO", Todos="CL CO")
    assert hidden_blocs(tmp_path, rows, table) == {"Andes", "Norte"}
    partners = public(tmp_path / "partners", rows, parameters={"by_1": "partner"}, tables={"bloc": table}).to_rows()
    assert all(row["hidden"] for row in partners)


def test_a_bloc_whose_hidden_members_protect_one_another_is_shown(tmp_path):
    rows = lines((2024, "CL", "AB", 10), (2024, "CO", "BCD", 20), (2024, "MX", "ABC", 30), (2024, "BR", "ABC", 40))
    table = blocs(Andes="CL CO")
    assert hidden_blocs(tmp_path, rows, table) == set()
    partners = public(tmp_path / "partners", rows, parameters={"by_1": "partner"}, tables={"bloc": table}).to_rows()
    assert {row["partner"] for row in partners if row["hidden"]} == {"CL", "CO"}


def test_partners_are_hidden_rather_than_a_bloc_that_holds_more(tmp_path):
    """Brazil protects Chile in America; “Norte” would tell Chile, so Colombia and Mexico are hidden with them."""
    rows = lines(
        (2024, "CL", "AB", 10), (2024, "BR", "ABC", 15), (2024, "CO", "ABC", 20), (2024, "MX", "ABC", 30),
        (2024, "US", "ABC", 500),
    )  # fmt: skip
    table = blocs(Norte="CL MX US")
    assert hidden_blocs(tmp_path, rows, table) == set()
    partners = public(tmp_path / "partners", rows, parameters={"by_1": "partner"}, tables={"bloc": table}).to_rows()
    assert {row["partner"] for row in partners if row["hidden"]} == {"CL", "BR", "CO", "MX"}


def test_a_bloc_that_holds_less_than_what_would_be_hidden_for_it_is_hidden(tmp_path):
    rows = lines((2024, "CL", "AB", 10), (2024, "BR", "ABC", 15), (2024, "CO", "ABC", 70), (2024, "MX", "ABC", 30))
    table = blocs(Norte="CL MX")
    assert hidden_blocs(tmp_path, rows, table) == {"Norte", "sin bloque"}
    partners = public(tmp_path / "partners", rows, parameters={"by_1": "partner"}, tables={"bloc": table}).to_rows()
    assert {row["partner"] for row in partners if row["hidden"]} == {"CL", "BR"}


def test_a_bloc_over_two_continents_is_shown_though_one_member_is_hidden_alone_in_its_continent(tmp_path):
    """Of Cyprus, in Asia, and Latvia, in Europe, only the sum is known beside the totals of both continents."""
    rows = lines(
        (2024, "CY", "AB", 10), (2024, "JP", "BCD", 20), (2024, "CN", "ABC", 90),
        (2024, "LV", "AC", 10), (2024, "CH", "BCD", 20), (2024, "DE", "ABC", 90),
    )  # fmt: skip
    table = blocs(Union="CY LV DE")
    assert hidden_blocs(tmp_path, rows, table) == set()
    partners = public(tmp_path / "partners", rows, parameters={"by_1": "partner"}, tables={"bloc": table}).to_rows()
    assert {row["partner"] for row in partners if row["hidden"]} == {"CY", "JP", "LV", "CH"}


@pytest.mark.parametrize(("since", "hidden"), [("AB", {"Pacto", "sin bloque"}), ("ABC", set())])
def test_a_bloc_that_tells_what_a_country_traded_since_it_entered_is_hidden(tmp_path, since, hidden):
    rows = [
        *lines((2024, "AU", "ABC", 50), (2024, "JP", "ABC", 50), (2024, "GB", "ABCD", 50)),
        *(each | {"period_on": date(2024, 12, 20)} for each in lines((2024, "GB", since, 10))),
    ]
    members = blocs(Pacto="AU").arrow.to_pylist()
    entered = {"bloc": "Pacto", "country": "GB", "valid_from": date(2024, 12, 15), "valid_to": None}
    table = small_table("bloc", [*members, entered])
    assert hidden_blocs(tmp_path, rows, table) == hidden
    both = public(tmp_path / "both", rows, "trade_with_bloc", tables={"bloc": table}).to_rows()
    assert {row["bloc"] for row in both if row["hidden"]} == hidden - {"sin bloque"}


def test_dominance_of_two():
    rule = Rule.model_validate(
        {"name": "x", "basis": "y", "minimum_firms": 1, "dominance": [{"firms": 2, "above_pct": 50}]}
    )
    assert rule.betrays(Decimal(100), 9, [Decimal(26), Decimal(25)])
    assert not rule.betrays(Decimal(100), 9, [Decimal(25), Decimal(25)])
