"""The weekly file of imports, format A: its fields, and what each holds. Names as public programs read them.

Fields of taxes, bank and manifest are there and empty: no statistic reads them.
"""

import numpy as np

from rumbo.core.customs.simulator.dbf_writer import Column, Numbers, Texts, Values
from rumbo.core.customs.simulator.layout_parts import (
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

PREFIX = "ma"
_TAXES = ("ADV_DOLAR", "IGV_DOLAR", "ISC_DOLAR", "IPM_DOLAR", "DES_DOLAR", "IPA_DOLAR", "SAD_DOLAR", "DER_ADUM")
#: Name, kind, width, decimals of each field, in order.
FIELDS = (
    Column("CODI_ADUAN", "C", 3),
    Column("ANO_PRESE", "N", 4),
    Column("NUME_CORRE", "C", 6),
    Column("FECH_INGSI", "N", 8),
    Column("TIPO_DOCUM", "C", 1),
    Column("LIBR_TRIBU", "N", 11),
    Column("DNOMBRE", "C", NAME_WIDTH),
    Column("CODI_AGENT", "C", 4),
    Column("FECH_LLEGA", "N", 8),
    Column("VIA_TRANSP", "C", 1),
    Column("EMPR_TRANS", "C", 4),
    Column("CODI_ALMA", "C", 4),
    Column("FECH_RECEP", "N", 8),
    Column("PAIS_ORIGE", "C", 2),
    Column("PAIS_ADQUI", "C", 2),
    Column("PUER_EMBAR", "C", 5),
    Column("NUME_SERIE", "N", 4),
    Column("PART_NANDI", "N", 10),
    Column("DESC_COMER", "C", TEXT_WIDTH),
    Column("DESC_MATCO", "C", TEXT_WIDTH),
    Column("DESC_USOAP", "C", TEXT_WIDTH),
    Column("DESC_FOPRE", "C", TEXT_WIDTH),
    Column("DESC_OTROS", "C", TEXT_WIDTH),
    Column("FOB_DOLPOL", "N", 15, 2),
    Column("FLE_DOLAR", "N", 15, 2),
    Column("SEG_DOLAR", "N", 15, 2),
    Column("PESO_NETO", "N", 16, 3),
    Column("PESO_BRUTO", "N", 16, 3),
    Column("UNID_FIQTY", "N", 17, 3),
    Column("UNID_FIDES", "C", 3),
    Column("QUNICOM", "N", 17, 3),
    Column("TUNICOM", "C", 3),
    *(Column(name, "N", 13, 2) for name in _TAXES),
    Column("TRAT_PREFE", "N", 3),
)


def values(parts: Parts, lines: Lines, freight: float, insurance: float, preferred: dict[str, int]) -> list[Values]:
    """What each field of :data:`FIELDS` holds.

    Args:
        parts: texts of the trade.
        lines: lines of the week.
        freight: part of FOB that freight adds.
        insurance: part of FOB that insurance adds.
        preferred: code of the preference that lines of a partner may claim.
    """
    linked = parts.trade.relations
    firm, product, partner = (a[lines.relation] for a in (linked.firm, linked.product, linked.partner))
    kind, document = documents(parts, lines)
    unit = Texts(parts.trade.goods.unit[product], parts.units)
    numbered = np.where(trapped_by(lines, "no_date"), 0, dates(lines.numbered))
    cost = np.abs(lines.cents)
    zero = Numbers(np.zeros(len(lines), dtype=np.int64))
    origin = np.array([preferred.get(country, 0) for country in parts.trade.partners], dtype=np.int64)
    return [
        Texts(lines.office, parts.offices),
        Numbers(lines.year.astype(np.int64)),
        code(lines.number),
        Numbers(numbered),
        kind,
        document,
        names(parts, lines),
        code(firm % 900 + 1000),
        Numbers(dates(lines.day - 3)),
        code(lines.mode),
        constant(lines, "", 4),
        code(firm % 300 + 3000),
        Numbers(numbered),
        partners(parts, lines),
        Texts(partner, parts.partners),
        Texts(partner, parts.ports),
        items(lines),
        subheadings(parts, lines),
        Texts(product, parts.goods),
        *(constant(lines, "", TEXT_WIDTH) for _field in range(3)),
        mark(lines),
        fob(lines),
        Numbers(np.rint(cost * freight).astype(np.int64)),
        Numbers(np.rint(cost * insurance).astype(np.int64)),
        Numbers(lines.net),
        gross(lines),
        Numbers(lines.quantity),
        unit,
        Numbers(lines.quantity),
        unit,
        *(zero for _tax in _TAXES),
        Numbers(np.where(lines.relation % 3 > 0, origin[partner], 0)),
    ]
