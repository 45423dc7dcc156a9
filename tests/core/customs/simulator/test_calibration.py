"""The simulated exports of 2024 against what the policy prints: ``tests/cases/simulator/calibration.yaml``."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from rumbo.core.customs.simulator.simulate import Asked, streams_of

CASES = yaml.safe_load((Path(__file__).parents[3] / "cases/simulator/calibration.yaml").read_text("utf-8"))
YEAR = 2024


@pytest.fixture(scope="module")
def measured():
    """Every figure of the cases, measured on the lines of 2024 of a simulation of 200,000 lines."""
    (stream,), _parameters = streams_of(Asked(2019, 2024, 200_000, seed=2, imports=False))
    lines, trade = stream.year_lines(YEAR), stream.trade
    linked, goods, firms = trade.relations, trade.goods, trade.firms
    firm, product, partner = (a[lines.relation] for a in (linked.firm, linked.product, linked.partner))
    sector = goods.sector[product]
    value = lines.cents / 1e8
    codes = np.array(trade.partners)[partner]
    chapter = goods.subheading[product] // 1_000_000
    mining = sector <= 1

    def part(inside, of):
        return 100 * value[inside & of].sum() / value[of].sum()

    everything = np.ones(len(value), dtype=bool)
    groups = {"mining": mining} | {name: sector == place for place, name in enumerate(goods.sectors)}
    copper, gold = mining & np.isin(chapter, [2603, 7403]), mining & (chapter == 7108)
    by_product = np.bincount(product, value, minlength=len(goods.subheading))
    sectors = np.bincount(np.unique(firm.astype(np.int64) * 100 + sector) // 100)
    figures = {
        "total": value.sum(),
        "mining share": part(mining, everything),
        "without mining and energy": value[sector > 2].sum(),
        "copper in mining": part(copper, mining),
        "gold and copper in mining": part(copper | gold, mining),
        "markets": len(np.unique(partner)),
        "exporters": len(np.unique(firm)),
        "consolidated": firms.active[np.unique(firm), 1:6].all(axis=1).sum(),
        "zones": value[firms.zone[firm]].sum(),
        "interior": 100 - part(np.isin(np.array(trade.regions)[firms.region[firm]], ["15", "07"]), everything),
        "subheadings above a million": (by_product[goods.sector > 2] > 1).sum(),
        "one sector": 100 * (sectors[sectors > 0] == 1).mean(),
    }
    for name, mask in groups.items():
        figures[f"sector {name}"] = value[mask].sum()
        for code in ("CN", "IN", "CA", "US"):
            figures[f"partner {code} in {name}"] = part(codes == code, mask)
    for code in ("CN", "IN", "CA", "US"):
        figures[f"partner {code}"] = part(codes == code, everything)
    for code in np.unique(goods.subheading):
        figures[f"product {code} in agropecuario"] = (
            part(goods.subheading[product] == code, groups["agropecuario"])
            if (code in (810400000, 806100000, 804400000, 901119000))
            else 0
        )
    for place, name in enumerate(("grande", "mediana", "pequena", "micro", "otros")):
        inside = firms.size[firm] == place
        figures[f"value {name}"] = value[inside].sum()
        figures[f"firms {name}"] = len(np.unique(firm[inside]))
    return figures


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["figure"])
def test_printed_figure(measured, case):
    assert measured[case["figure"]] == pytest.approx(case["printed"], abs=case["within"])


def test_every_year_has_its_total_and_its_firms():
    streams, parameters = streams_of(Asked(2019, 2026, 240_000, seed=4, imports=False))
    for year in streams[0].years:
        assert streams[0].annual(year).cents.sum() == parameters.exports.totals[year] * 10**8
        wished = sum(size.firms[year] for size in parameters.exports.sizes.values())
        assert streams[0].trade.firms.active[:, year - 2019].sum() == pytest.approx(wished, rel=0.02)


def test_fewer_lines_have_fewer_firms_and_the_same_shares():
    (stream,), _parameters = streams_of(Asked(2023, 2024, 4_000, seed=3, imports=False))
    assert len(np.unique(stream.trade.relations.firm[stream.annual(2024).relation])) < 1_000
    assert stream.annual(2024).cents.sum() == 74_518 * 10**8


def test_seasons_are_felt():
    (stream,), _parameters = streams_of(Asked(2024, 2024, 60_000, seed=3, imports=False))
    lines, trade = stream.year_lines(2024), stream.trade
    grapes = trade.goods.subheading[trade.relations.product[lines.relation]] == 806100000
    month = lines.day[grapes].astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
    value = np.bincount(month, lines.cents[grapes], minlength=13)
    assert value[1] > 20 * value[6]
