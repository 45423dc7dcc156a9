"""Reference tables: sectors, countries, agreements, firm sizes; versioned and hashed, so that results name them."""

from rumbo.core.tables.errors import MissingTableError, TableError
from rumbo.core.tables.families import families
from rumbo.core.tables.loading import load_table
from rumbo.core.tables.prefixes import concordance
from rumbo.core.tables.reference import ReferenceTable, TableInfo, table, table_info, tables
from rumbo.core.tables.schema import Definition, definition, definitions
from rumbo.core.tables.storage import TableVersion, versions

__all__ = [
    "Definition",
    "MissingTableError",
    "ReferenceTable",
    "TableError",
    "TableInfo",
    "TableVersion",
    "concordance",
    "definition",
    "definitions",
    "families",
    "load_table",
    "table",
    "table_info",
    "tables",
    "versions",
]
