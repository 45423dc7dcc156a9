"""What one customs line holds in the lake, whatever file it came from.

Column names carry their unit. The key of a line is (flow, customs_office, declaration_year, declaration_number, item):
a later file that brings the same key again regularises the line, and the later one wins. Partitions: flow and year.
"""

import pyarrow as pa

#: Columns of the table ``lines``.
LINES = pa.schema(
    [
        pa.field("flow", pa.string(), nullable=False),  # X exports, M imports
        pa.field("year", pa.int32(), nullable=False),  # calendar year of period_on
        pa.field("customs_office", pa.string(), nullable=False),
        pa.field("declaration_year", pa.int32(), nullable=False),
        pa.field("declaration_number", pa.string(), nullable=False),
        pa.field("item", pa.int32(), nullable=False),
        pa.field("regime", pa.string()),
        pa.field("numbered_on", pa.date32()),
        pa.field("shipped_on", pa.date32()),
        pa.field("regularised_on", pa.date32()),
        pa.field("period_on", pa.date32(), nullable=False),  # the first valid of shipped, regularised, numbered
        pa.field("period_basis", pa.string(), nullable=False),  # shipped, regularised or numbered
        pa.field("trader_id", pa.string()),  # tax id; a pseudonym for a natural person
        pa.field("trader_kind", pa.string(), nullable=False),  # company, natural_person, other, none
        pa.field("trader_id_valid", pa.bool_(), nullable=False),  # the check digit of the tax id holds
        pa.field("trader_name", pa.string()),  # companies only
        pa.field("place_code", pa.string()),  # UBIGEO; whether of production or of address is not known
        pa.field("department", pa.string()),  # first two digits of place_code
        pa.field("subheading", pa.string(), nullable=False),  # ten digits
        pa.field("partner", pa.string()),  # ISO 3166 alpha-2: destination of exports, origin of imports
        pa.field("port", pa.string()),
        pa.field("transport_mode", pa.string()),
        pa.field("fob_usd", pa.decimal128(18, 2), nullable=False),
        pa.field("freight_usd", pa.decimal128(18, 2)),
        pa.field("insurance_usd", pa.decimal128(18, 2)),
        pa.field("net_kg", pa.decimal128(18, 3)),
        pa.field("gross_kg", pa.decimal128(18, 3)),
        pa.field("physical_quantity", pa.decimal128(18, 3)),
        pa.field("physical_unit", pa.string()),
        pa.field("commercial_quantity", pa.decimal128(18, 3)),
        pa.field("commercial_unit", pa.string()),
        pa.field("description", pa.string()),
        pa.field("preference", pa.string()),  # agreement claimed; imports only
        pa.field("zone", pa.string()),  # special economic zone, where the file gives it
        pa.field("simulated", pa.bool_(), nullable=False),
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("source_row", pa.int64(), nullable=False),  # position in the file, from 1
        pa.field("snapshot", pa.string(), nullable=False),  # id of the import, see snapshots
    ]
)

#: The key of a line.
KEY = ("flow", "customs_office", "declaration_year", "declaration_number", "item")

#: Partitions of the table ``lines``.
PARTITIONS = ("flow", "year")

#: Columns of the table ``quarantine``: the whole line as it came, and why it cannot be used.
QUARANTINE = pa.schema(
    [
        pa.field("snapshot", pa.string(), nullable=False),
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("source_row", pa.int64(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),  # code of the reason
        pa.field("field", pa.string()),  # field at fault
        pa.field("found", pa.string()),  # what it held
        pa.field("line", pa.string(), nullable=False),  # the whole line as JSON, texts as read; natural persons hidden
        pa.field("simulated", pa.bool_(), nullable=False),
    ]
)

#: Columns of the table ``snapshots``: one row a file imported.
SNAPSHOTS = pa.schema(
    [
        pa.field("snapshot", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("flow", pa.string(), nullable=False),
        pa.field("mapping", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("producer", pa.string()),
        pa.field("licence", pa.string()),
        pa.field("obtained_on", pa.date32()),
        pa.field("period_from", pa.date32()),
        pa.field("period_to", pa.date32()),
        pa.field("records", pa.int64(), nullable=False),  # in the header; accepted + quarantined + deleted
        pa.field("accepted", pa.int64(), nullable=False),
        pa.field("quarantined", pa.int64(), nullable=False),
        pa.field("deleted", pa.int64(), nullable=False),
        pa.field("unchanged", pa.int64(), nullable=False),  # accepted lines that the lake held already, to the letter
        pa.field("imported_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("simulated", pa.bool_(), nullable=False),
    ]
)
