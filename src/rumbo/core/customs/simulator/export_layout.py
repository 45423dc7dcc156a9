"""The weekly file of exports: its fields, and what each holds.

Names are those that public programs read; widths are plausible.
"""

import numpy as np

from rumbo.core.customs.simulator.dbf_writer import Column, Numbers, Texts, Values
from rumbo.core.customs.simulator.layout_parts import (
    ADDRESS_WIDTH,
    NAME_WIDTH,
    TEXT_WIDTH,
    Parts,
    code,
    constant,
    dates,
    documents,
    fob,
    gross,
    items,
    mark,
    names,
    partners,
    subheadings,
    trapped_by,
)
from rumbo.core.customs.simulator.lines import Lines

_INVALID_DATE = 20_240_231
PREFIX = "x"
#: Name, kind, width, decimals of each field, in order.
FIELDS = (
    Column("CADU", "C", 3),
    Column("FANO", "N", 4),
    Column("NDCL", "C", 6),
    Column("NSER", "N", 4),
    Column("FNUM", "N", 8),
    Column("FEMB", "N", 8),
    Column("FREG", "N", 8),
    Column("TDOC", "C", 1),
    Column("NDOC", "N", 11),
    Column("DNOMBRE", "C", NAME_WIDTH),
    Column("DDIRPRO", "C", ADDRESS_WIDTH),
    Column("UBIGEO", "C", 6),
    Column("PART_NANDI", "N", 10),
    Column("CPAIDES", "C", 2),
    Column("CPUEDES", "C", 5),
    Column("CVIATRA", "C", 1),
    Column("CUNITRA", "C", 2),
    Column("DMAT", "C", 12),
    Column("NCON", "C", 6),
    Column("CAGE", "C", 4),
    Column("CALM", "C", 4),
    Column("VFOBSERDOL", "N", 15, 2),
    Column("VPESNET", "N", 16, 3),
    Column("VPESBRU", "N", 16, 3),
    Column("QUNIFIS", "N", 17, 3),
    Column("TUNIFIS", "C", 3),
    Column("QUNICOM", "N", 17, 3),
    Column("TUNICOM", "C", 3),
    Column("DCOM", "C", TEXT_WIDTH),
    Column("DMER2", "C", TEXT_WIDTH),
    Column("DMER3", "C", TEXT_WIDTH),
    Column("DMER4", "C", TEXT_WIDTH),
    Column("DMER5", "C", TEXT_WIDTH),
)


def values(parts: Parts, lines: Lines) -> list[Values]:
    """What each field of :data:`FIELDS` holds."""
    linked = parts.trade.relations
    firm, product, partner = (a[lines.relation] for a in (linked.firm, linked.product, linked.partner))
    kind, document = documents(parts, lines)
    region = parts.trade.firms.region[firm]
    place = np.where(trapped_by(lines, "place_invalid"), len(parts.trade.regions), region)
    unit = Texts(parts.trade.goods.unit[product], parts.units)
    numbered, shipped, regularised = _dates(lines)
    return [
        Texts(lines.office, parts.offices),
        Numbers(lines.year.astype(np.int64)),
        code(lines.number),
        items(lines),
        numbered,
        shipped,
        regularised,
        kind,
        document,
        names(parts, lines),
        Texts(region, parts.addresses),
        Texts(place, parts.places),
        subheadings(parts, lines),
        partners(parts, lines),
        Texts(partner, parts.ports),
        code(lines.mode),
        constant(lines, "", 2),
        constant(lines, "", 12),
        constant(lines, "", 6),
        code(firm % 900 + 1000),
        code(firm % 300 + 3000),
        fob(lines),
        Numbers(lines.net),
        gross(lines),
        Numbers(lines.quantity),
        unit,
        Numbers(lines.quantity),
        unit,
        Texts(product, parts.goods),
        constant(lines, "", TEXT_WIDTH),
        constant(lines, "", TEXT_WIDTH),
        constant(lines, "", TEXT_WIDTH),
        mark(lines),
    ]


def _dates(lines: Lines) -> tuple[Numbers, Numbers, Numbers]:
    """Numbering, shipment and regularisation, with the traps of dates."""
    none = trapped_by(lines, "no_date")
    only_numbered = trapped_by(lines, "only_numbering_date")
    no_shipment = trapped_by(lines, "shipment_date_zero") | only_numbered | none
    shipped = np.where(no_shipment, 0, dates(lines.day))
    shipped = np.where(trapped_by(lines, "shipment_date_invalid"), _INVALID_DATE, shipped)
    return (
        Numbers(np.where(none, 0, dates(lines.numbered))),
        Numbers(shipped),
        Numbers(np.where(none | only_numbered, 0, dates(lines.regularised))),
    )
