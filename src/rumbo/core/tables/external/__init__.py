"""How do publishers lay out the files that are read as they come? One reader a table, found by its name."""

from collections.abc import Callable, Mapping, Sequence

from rumbo.core.tables.external.bcrp import services_rows
from rumbo.core.tables.external.oecd import facilitation_rows
from rumbo.core.tables.grid import Grid
from rumbo.core.tables.rows import RawTable

#: Readers by the name of the table; tried where a file does not have the table's own header.
LAYOUTS: Mapping[str, Callable[[Sequence[Grid], str], RawTable]] = {
    "services_bcrp": services_rows,
    "trade_facilitation": facilitation_rows,
}
