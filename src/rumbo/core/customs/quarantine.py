"""What is kept of a line that cannot be used: the whole line as it came, with natural persons hidden, and why."""

import json

import polars as pl
import pyarrow as pa

from rumbo.core.customs.hiding import HIDDEN, NATURAL_ID, scrubbed, whole_lines
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.origin import Origin
from rumbo.core.customs.records import Broken, Positions, Records
from rumbo.core.customs.schema import QUARANTINE
from rumbo.core.customs.traders import Traders

_JUDGED = {"source_row": pl.Int64, "reason": pl.String, "field": pl.String, "found": pl.String, "line": pl.String}


def set_aside(
    records: Records, aside: Positions, judged: pl.DataFrame, traders: Traders, mapping: Mapping, *, origin: Origin
) -> pa.RecordBatch:
    """The quarantined lines of a batch: the ones judged unusable and the ones that are no records.

    Args:
        records: the batch as a reader cut it.
        aside: index of the lines judged unusable.
        judged: these lines with ``source_row``, ``reason``, ``field`` and ``found``.
        traders: who traded each line of the batch.
        mapping: which columns tell who a person is.
        origin: where the records come from.

    Returns:
        Rows of :data:`rumbo.core.customs.schema.QUARANTINE`, by their place in the file.
    """
    if not len(aside) and not records.broken:
        return pa.RecordBatch.from_pylist([], QUARANTINE)
    lines = whole_lines(records.whole(aside), traders.take(aside), mapping.trader)
    rows = judged.select("source_row", "reason", "field", "found").with_columns(lines.alias("line"))
    broken = pl.DataFrame([_row(b) for b in records.broken], schema=_JUDGED, orient="row")
    rows = pl.concat([rows, broken]).sort("source_row")
    rows = rows.with_columns(
        pl.col("found").str.replace_all(NATURAL_ID, HIDDEN),
        snapshot=pl.lit(origin.snapshot),
        source_file=pl.lit(origin.source_file),
        simulated=pl.lit(origin.simulated),
    )
    return record_batch(rows, QUARANTINE)


def record_batch(frame: pl.DataFrame, schema: pa.Schema) -> pa.RecordBatch:
    """A frame as one batch of the types of a table of the lake."""
    table = frame.select(schema.names).to_arrow().cast(schema).combine_chunks()
    return table.to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], schema)


def _row(broken: Broken) -> tuple[int, str, None, str, str]:
    """A record that could not be cut, without what may tell who a natural person is."""
    fields = broken.fields or ({"text": broken.text} if broken.text else {})
    return broken.position, broken.reason, None, broken.found, json.dumps(scrubbed(fields), ensure_ascii=False)
