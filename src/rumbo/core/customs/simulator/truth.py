"""What an import of a simulation must come to: files, outcomes of the traps, totals to the cent, traders."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.lines import Lines
from rumbo.core.customs.simulator.marks import Written
from rumbo.core.customs.simulator.stream import Stream, Weekly
from rumbo.core.customs.simulator.traps import BY_CODE, CODE

Integers = npt.NDArray[np.int64]
TRUTH = "truth.json"
_FIVE = 5
#: The sectors and uses by the names of the policy.
SECTOR_NAMES = {
    "mineria_metalica": "minería metálica",
    "mineria_no_metalica": "minería no metálica",
    "hidrocarburos": "hidrocarburos",
    "agropecuario": "agropecuario",
    "pesquero": "pesquero",
    "textil_confecciones": "textil-confecciones",
    "quimico": "químico",
    "siderurgico": "siderúrgico",
    "metalurgico": "metalúrgico",
    "metalmecanico": "metalmecánico",
    "madera_papeles": "madera y papeles",
    "otros": "otros",
    "insumos": "insumos",
    "bienes_capital": "bienes de capital",
    "bienes_consumo": "bienes de consumo",
}
#: Lines whose partner is none.
NO_PARTNER = ""


@dataclass
class FlowTruth:
    """What one flow comes to; filled week by week.

    Attributes:
        stream: the flow.
        files: what is known of each file: records, accepted, quarantined, deleted, corrections.
        traps: how often each trap was set.
        reasons: how many lines go to quarantine for each reason.
        extra: cents that traps add, by year, sector and partner.
        extra_lines: lines that traps add to the lake.
    """

    stream: Stream
    files: list[dict[str, Any]] = field(default_factory=list)
    traps: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    extra: dict[tuple[int, str, str], int] = field(default_factory=lambda: defaultdict(int))
    extra_lines: int = 0

    def note(self, weekly: Weekly, written: Written | None) -> None:
        """Take note of one week."""
        outcomes: Counter[str] = Counter(accepted=len(weekly.lines))
        for code, count in zip(*np.unique(weekly.lines.trap[weekly.lines.trap > 0], return_counts=True), strict=True):
            trap = BY_CODE[int(code)]
            self.traps[trap.name] += int(count)
            outcomes["accepted"] -= int(count)
            outcomes[trap.outcome] += int(count)
            if trap.outcome == "quarantined" and trap.reason:
                self.reasons[trap.reason] += int(count)
        self._note_values(weekly.lines)
        if written is not None:
            counts = {name: outcomes[name] for name in ("accepted", "quarantined", "deleted")}
            self.files.append(
                {
                    "name": written.name,
                    "sha256": written.sha256,
                    "records": written.records,
                    **counts,
                    "corrections": weekly.corrections,
                }
            )

    def _note_values(self, lines: Lines) -> None:
        """What traps do to the totals: added lines count, and lines without a partner count elsewhere."""
        more = lines.take(np.isin(lines.trap, [CODE["fob_zero"], CODE["fob_negative"]]))
        self.extra_lines += len(more)
        self._move(more, 1, None)
        lost = lines.take(lines.trap == CODE["partner_not_iso"])
        self._move(lost, -1, None)
        self._move(lost, 1, NO_PARTNER)

    def _move(self, lines: Lines, sign: int, partner: str | None) -> None:
        trade = self.stream.trade
        linked = trade.relations
        for year, relation, cents in zip(
            lines.year.tolist(), lines.relation.tolist(), lines.cents.tolist(), strict=True
        ):
            sector = trade.goods.sectors[trade.goods.sector[linked.product[relation]]]
            self.extra[year, sector, trade.partners[linked.partner[relation]] if partner is None else partner] += (
                sign * cents
            )

    def document(self) -> dict[str, Any]:
        """What the flow comes to, as it is written."""
        years = {str(year): self._year(year) for year in self.stream.years}
        return {
            "lines_in_lake": self.stream.lines + self.extra_lines,
            "records": sum(file["records"] for file in self.files),
            "corrections": sum(file["corrections"] for file in self.files),
            "traps": dict(sorted(self.traps.items())),
            "quarantined": dict(sorted(self.reasons.items())),
            "years": years,
            "files": self.files,
        }

    def _year(self, year: int) -> dict[str, Any]:
        trade, worth = self.stream.trade, self.stream.annual(year)
        linked, goods = trade.relations, trade.goods
        sector, partner = goods.sector[linked.product[worth.relation]], linked.partner[worth.relation]
        by_sector = dict(zip(goods.sectors, _sums(sector, worth.cents, len(goods.sectors)), strict=True))
        by_partner = dict(zip(trade.partners, _sums(partner, worth.cents, len(trade.partners)), strict=True))
        for (when, in_sector, with_partner), cents in self.extra.items():
            if when == year:
                by_sector[in_sector] += cents
                by_partner[with_partner] = by_partner.get(with_partner, 0) + cents
        column = year - trade.first
        return {
            "fob_usd": _dollars(sum(by_sector.values())),
            "by_sector": {SECTOR_NAMES[name]: _dollars(cents) for name, cents in by_sector.items()},
            "by_partner": {code: _dollars(cents) for code, cents in sorted(by_partner.items()) if cents},
            "lines": self.stream.lines_of(year),
            "traders": int(trade.firms.active[:, column].sum()),
            "traders_five_years": int(trade.firms.active[:, column - _FIVE + 1 : column + 1].all(axis=1).sum())
            if column >= _FIVE - 1
            else None,
        }


def write_truth(folder: Path, flows: list[FlowTruth], asked: dict[str, Any]) -> None:
    """Write what the import must come to.

    Args:
        folder: where the files are.
        flows: the flows, filled.
        asked: years, lines, seed and traps of the simulation.
    """
    document = {"simulated": True, "asked": asked} | {flow.stream.trade.flow: flow.document() for flow in flows}
    (folder / TRUTH).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _sums(classes: npt.NDArray[np.int32], cents: Integers, count: int) -> list[int]:
    """Exact sums by class."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, classes, cents)
    return [int(value) for value in sums]


def _dollars(cents: int) -> str:
    return str(Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))
