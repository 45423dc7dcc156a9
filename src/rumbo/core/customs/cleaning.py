"""What a record says: turns records as they came into lines of the lake, and judges which cannot be used.

Everything is done column by column. A line that cannot be used goes to quarantine with the first reason that applies;
a line that can is used even where parts of it are missing, and what was missing is counted in the notes.
"""

from collections.abc import Mapping as Counts
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa

from rumbo.core.customs.fields import countries, dates, figures, texts
from rumbo.core.customs.hiding import described
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.mapping import Mapping, TextRule
from rumbo.core.customs.origin import Origin
from rumbo.core.customs.quarantine import record_batch, set_aside
from rumbo.core.customs.records import Records
from rumbo.core.customs.schema import LINES
from rumbo.core.customs.traders import Traders, traders_of

_DATES = (("shipped_on", "shipped"), ("regularised_on", "regularised"), ("numbered_on", "numbered"))
_KEY = ("customs_office", "declaration_year", "declaration_number", "item")
_QUANTITIES = ("net_kg", "gross_kg", "physical_quantity", "commercial_quantity")
_MONEY = ("freight_usd", "insurance_usd")
_TEXTS = ("regime", "port", "transport_mode", "physical_unit", "commercial_unit", "preference", "zone")


@dataclass(frozen=True, slots=True)
class Batch:
    """One stretch of a file, cleaned.

    Attributes:
        lines: lines that can be used, as :data:`rumbo.core.customs.schema.LINES`.
        quarantine: lines that cannot, as :data:`rumbo.core.customs.schema.QUARANTINE`.
        deleted: records that the file marks as deleted.
        notes: how many lines each note of :mod:`rumbo.core.customs.reasons` was made on.
    """

    lines: pa.RecordBatch
    quarantine: pa.RecordBatch
    deleted: int
    notes: Counts[str, int]

    @property
    def records(self) -> int:
        """Records of the file in this stretch."""
        return int(self.lines.num_rows + self.quarantine.num_rows + self.deleted)


def clean(records: Records, mapping: Mapping, identity: Pseudonyms, origin: Origin) -> Batch:
    """Clean one batch of records.

    Args:
        records: the batch, as a reader cut it.
        mapping: which column is which field.
        identity: pseudonyms of natural persons.
        origin: where the records come from.
    """
    raw = records.texts(mapping.columns())
    traders = traders_of(raw, mapping.trader, identity)
    lines, notes = _lines(raw, mapping, traders, origin, records)
    good = lines["reason"].is_null()
    counted = {code: int((mask & good).sum()) for code, mask in notes.items()}
    aside = np.flatnonzero((~good).to_numpy())
    return Batch(
        lines=record_batch(lines.filter(good), LINES),
        quarantine=set_aside(
            records, aside, _with_found(lines[aside], raw[aside], mapping), traders, mapping, origin=origin
        ),
        deleted=records.deleted,
        notes={code: count for code, count in counted.items() if count},
    )


def _lines(
    raw: pl.DataFrame, mapping: Mapping, traders: Traders, origin: Origin, records: Records
) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """Every line, with ``reason`` and ``field`` where it cannot be used, and the notes as masks."""
    fields = mapping.fields
    frame = pl.DataFrame({"source_row": records.positions})
    notes: dict[str, pl.Series] = {}
    frame = _with_key(frame, raw, mapping)
    frame = _with_period(frame, raw, mapping, origin, notes)
    frame = _with_trader(frame, raw, mapping, traders, notes)
    frame = _with_figures(frame, raw, mapping, notes)
    known, unknown = countries.partner(raw, fields.partner)
    notes["partner_unknown"] = unknown
    notes["partner_missing"] = known.is_null() & ~unknown
    frame = frame.with_columns(
        known.alias("partner"),
        *(_with_constant(raw, mapping, name).alias(name) for name in _TEXTS),
        flow=pl.lit(mapping.flow),
        simulated=pl.lit(origin.simulated),
        source_file=pl.lit(origin.source_file),
        snapshot=pl.lit(origin.snapshot),
    )
    return _reason(frame, raw, mapping), notes


def _with_constant(raw: pl.DataFrame, mapping: Mapping, name: str) -> pl.Series:
    """A text field, or the constant that the mapping gives it."""
    value = texts.text(raw, getattr(mapping.fields, name))
    constant = {str(k): v for k, v in mapping.constants.items()}.get(name)
    return value.fill_null(constant) if constant is not None else value


def _with_key(frame: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The key of each line, and its subheading."""
    fields = mapping.fields
    return frame.with_columns(
        texts.text(raw, fields.customs_office).alias("customs_office"),
        texts.year(texts.text(raw, fields.declaration_year)).alias("declaration_year"),
        texts.text(raw, fields.declaration_number).alias("declaration_number"),
        texts.integer(texts.text(raw, fields.item)).alias("item"),
        texts.subheading(texts.text(raw, fields.subheading)).alias("subheading"),
    )


def _with_period(
    frame: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping, origin: Origin, notes: dict[str, pl.Series]
) -> pl.DataFrame:
    """The dates of each line, and the period: the first valid of shipment, regularisation and numbering."""
    invalid = pl.Series([False] * raw.height, dtype=pl.Boolean)
    for name, _basis in _DATES:
        value, wrong = dates.date(raw, getattr(mapping.fields, name))
        frame = frame.with_columns(value.alias(name))
        invalid = invalid | wrong
    basis = pl.coalesce(*(pl.when(pl.col(n).is_not_null()).then(pl.lit(b)) for n, b in _DATES))
    frame = frame.with_columns(period_on=pl.coalesce(*(n for n, _basis in _DATES)), period_basis=basis)
    frame = frame.with_columns(year=pl.col("period_on").dt.year())
    notes["date_invalid"] = invalid
    notes["period_regularised"] = (frame["period_basis"] == "regularised").fill_null(value=False)
    notes["period_numbered"] = (frame["period_basis"] == "numbered").fill_null(value=False)
    if origin.period is not None:
        inside = frame["period_on"].is_between(origin.period.first, origin.period.last)
        notes["period_outside"] = ~inside.fill_null(value=True)
    return frame


def _with_trader(
    frame: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping, traders: Traders, notes: dict[str, pl.Series]
) -> pl.DataFrame:
    """Who traded, from where, and what the goods are said to be."""
    place = texts.text(raw, mapping.fields.place_code)
    place_good = place.str.contains(r"^[0-9]{6}$") & ~place.str.contains(r"^0+$")
    kept = place.set(~place_good.fill_null(value=False), None)
    description = texts.text(raw, mapping.fields.description)
    told = described(description, traders)
    notes["place_invalid"] = kept.is_null() & place.is_not_null() & ~place.str.contains(r"^0+$").fill_null(value=True)
    notes["trader_id_invalid"] = traders.id.is_not_null() & ~traders.valid
    notes["description_hidden"] = told.is_null() & description.is_not_null()
    return frame.with_columns(
        traders.id.alias("trader_id"),
        traders.kind.alias("trader_kind"),
        traders.valid.alias("trader_id_valid"),
        traders.name.alias("trader_name"),
        kept.alias("place_code"),
        kept.str.slice(0, 2).alias("department"),
        told.alias("description"),
    )


def _with_figures(
    frame: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping, notes: dict[str, pl.Series]
) -> pl.DataFrame:
    """Values and weights; what is wrong in any but the FOB value only empties it."""
    overflow = pl.Series([False] * raw.height, dtype=pl.Boolean)
    invalid = overflow
    for name, scale in (*((n, 2) for n in _MONEY), *((n, 3) for n in _QUANTITIES)):
        column = figures.figure(raw, getattr(mapping.fields, name), scale)
        frame = frame.with_columns(column.values.alias(name))
        overflow, invalid = overflow | column.overflow, invalid | column.invalid
    fob = figures.figure(raw, mapping.fields.fob_usd, 2)
    notes["figure_overflow"], notes["figure_invalid"] = overflow, invalid
    notes["fob_not_positive"] = (fob.values <= 0).fill_null(value=False)
    return frame.with_columns(
        fob.values.alias("fob_usd"),
        fob.missing.alias("_fob_missing"),
        fob.overflow.alias("_fob_overflow"),
        fob.invalid.alias("_fob_invalid"),
    )


def _reason(frame: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The first reason that keeps each line aside, and the field at fault; null for a line that can be used."""
    written = texts.text(raw, mapping.fields.subheading)
    checks = [(pl.col(name).is_null(), "key_missing", name) for name in _KEY]
    checks += [
        (pl.col("period_on").is_null(), "date_missing", "period_on"),
        (pl.lit(written.is_null()), "subheading_missing", "subheading"),
        (pl.col("subheading").is_null(), "subheading_invalid", "subheading"),
        (pl.col("_fob_missing"), "fob_missing", "fob_usd"),
        (pl.col("_fob_overflow"), "fob_overflow", "fob_usd"),
        (pl.col("_fob_invalid"), "fob_invalid", "fob_usd"),
    ]
    return frame.with_columns(
        reason=pl.coalesce(*(pl.when(wrong).then(pl.lit(reason)) for wrong, reason, _field in checks)),
        field=pl.coalesce(*(pl.when(wrong).then(pl.lit(field)) for wrong, _reason, field in checks)),
    )


def _with_found(judged: pl.DataFrame, raw: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """What the field at fault held, as the file writes it, for lines that are kept aside."""
    fields = mapping.fields
    first_date = next(rule for name, _basis in _DATES if (rule := getattr(fields, name)) is not None)
    at_fault: dict[str, TextRule] = {
        "period_on": first_date,
        "subheading": fields.subheading,
        "fob_usd": fields.fob_usd,
    }
    at_fault |= {name: getattr(fields, name) for name in _KEY}
    found = (
        pl.when(pl.col("field") == name).then(pl.lit(texts.text(raw, rule)).fill_null(""))
        for name, rule in at_fault.items()
    )
    return judged.with_columns(found=pl.coalesce(*found))
