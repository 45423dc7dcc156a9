"""How simulated lines look in the lake: every column of its schema, made from arrays without a record in between."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.schema import LINES
from rumbo.core.customs.simulator.identities import company_name
from rumbo.core.customs.simulator.lines import Lines
from rumbo.core.customs.simulator.marks import MARK
from rumbo.core.customs.simulator.shipments import OFFICES
from rumbo.core.customs.simulator.trade import Trade


@dataclass
class Columns:
    """The texts of a trade as dictionaries, and lines as columns of the lake."""

    trade: Trade
    snapshot: str
    identity: Pseudonyms

    @cached_property
    def _traders(self) -> tuple[pa.Array, pa.Array, pa.Array]:
        """Id, kind and name of each firm; a natural person has a pseudonym of the same shape as the lake's, no name."""
        firms = self.trade.firms
        clear = pl.Series([str(tax_id) for tax_id in firms.tax_id.tolist()])
        natural = pl.Series(firms.natural)
        hidden = clear.set(~natural, None)
        ids = clear.zip_with(~natural, self.identity.of_series(hidden)).to_arrow().cast(pa.string())
        kinds = np.where(firms.natural, "natural_person", "company")
        names = [
            None if natural else company_name(n)
            for n, natural in zip(firms.number.tolist(), firms.natural.tolist(), strict=True)
        ]
        return ids, pa.array(kinds), pa.array(names, pa.string())

    @cached_property
    def _subheadings(self) -> pa.Array:
        return pa.array([f"{code:010d}" for code in self.trade.goods.subheading.tolist()])

    def batch(self, lines: Lines, first: int) -> pa.RecordBatch:
        """Lines in the schema of the lake.

        Args:
            lines: the lines.
            first: how many lines of the same year stand before them.
        """
        linked, exports = self.trade.relations, self.trade.flow == "X"
        firm, product, partner = (a[lines.relation] for a in (linked.firm, linked.product, linked.partner))
        region = self.trade.firms.region[firm]
        ids, kinds, names = (held.take(pa.array(firm)) for held in self._traders)
        numbered, day = _dates(lines.numbered), _dates(lines.day)
        unit = _texts(product, [self.trade.goods.units[u] for u in self.trade.goods.unit])
        quantity = _decimals(lines.quantity, 3)
        empty = {"port": _texts(partner, [f"{code}ZZZ" for code in self.trade.partners])}
        cost = None if exports else np.rint(lines.cents * 0.06).astype(np.int64)
        columns: dict[str, pa.Array] = {
            "flow": _same(self.trade.flow, len(lines)),
            "year": pa.array(lines.year.astype(np.int32)),
            "customs_office": _texts(lines.office, OFFICES),
            "declaration_year": pa.array(lines.year.astype(np.int32)),
            "declaration_number": pc.utf8_lpad(pa.array(lines.number).cast(pa.string()), 6, "0"),
            "item": pa.array(lines.item),
            "regime": _same("40" if exports else "10", len(lines)),
            "numbered_on": numbered,
            "shipped_on": day if exports else pa.nulls(len(lines), pa.date32()),
            "regularised_on": day if exports else pa.nulls(len(lines), pa.date32()),
            "period_on": day,
            "period_basis": _same("shipped" if exports else "numbered", len(lines)),
            "trader_id": ids,
            "trader_kind": kinds,
            "trader_id_valid": pa.array(np.ones(len(lines), dtype=bool)),
            "trader_name": names,
            "place_code": _texts(region, [f"{c}0101" for c in self.trade.regions]) if exports else _none(lines),
            "department": _texts(region, self.trade.regions) if exports else _none(lines),
            "subheading": self._subheadings.take(pa.array(product)),
            "partner": _texts(partner, self.trade.partners),
            "transport_mode": pa.array(lines.mode).cast(pa.string()),
            "fob_usd": _decimals(lines.cents, 2),
            "freight_usd": pa.nulls(len(lines), pa.decimal128(18, 2)) if cost is None else _decimals(cost, 2),
            "insurance_usd": pa.nulls(len(lines), pa.decimal128(18, 2)) if cost is None else _decimals(cost // 8, 2),
            "net_kg": _decimals(lines.net, 3),
            "gross_kg": _decimals(lines.gross, 3),
            "physical_quantity": quantity,
            "physical_unit": unit,
            "commercial_quantity": quantity,
            "commercial_unit": unit,
            "description": _texts(product, [f"{name} {MARK}" for name in self.trade.goods.names]),
            "preference": _none(lines),
            "zone": _none(lines),
            "simulated": pa.array(np.ones(len(lines), dtype=bool)),
            "source_file": _same(f"simulated-{self.trade.flow}", len(lines)),
            "source_row": pa.array(np.arange(first + 1, first + len(lines) + 1)),
            "snapshot": _same(self.snapshot, len(lines)),
        } | empty
        return pa.RecordBatch.from_arrays(
            [columns[name].cast(LINES.field(name).type) for name in LINES.names], schema=LINES
        )


def _texts(codes: npt.NDArray[np.integer], texts: tuple[str, ...] | list[str]) -> pa.Array:
    return pa.array(texts, pa.string()).take(pa.array(codes))


def _same(text: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), count)


def _none(lines: Lines) -> pa.Array:
    return pa.nulls(len(lines), pa.string())


def _dates(days: npt.NDArray[np.int32]) -> pa.Array:
    return pa.array(days.astype(np.int32)).view(pa.date32())


def _decimals(units: npt.NDArray[np.int64], scale: int) -> pa.Array:
    """Whole units of the last digit as exact decimals, without a detour through text: 128 bits, low half first."""
    halves = np.empty((len(units), 2), dtype=np.int64)
    halves[:, 0], halves[:, 1] = units, units >> 63
    return pa.Array.from_buffers(pa.decimal128(18, scale), len(units), [None, pa.py_buffer(halves)])
