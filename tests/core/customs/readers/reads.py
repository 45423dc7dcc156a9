"""Reading a whole file in one call, for tests."""

from collections import Counter
from dataclasses import dataclass, replace

import pyarrow as pa
from tests.core.customs.readers.conftest import KEY

from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.reading import CustomsFile, open_file
from rumbo.core.customs.schema import LINES, QUARANTINE


@dataclass
class Whole:
    """Everything that a file gave."""

    file: CustomsFile
    lines: list[dict]
    quarantine: list[dict]
    deleted: int
    notes: Counter

    @property
    def records(self):
        return len(self.lines) + len(self.quarantine) + self.deleted

    @property
    def reasons(self):
        return [row["reason"] for row in self.quarantine]

    @property
    def text(self):
        """Everything that would be written, as one text."""
        return repr((self.lines, self.quarantine))


def read(path, mapping: Mapping | None = None, batch: int = 50_000, simulated: bool = False) -> Whole:
    """Open a file and read it to its end; the count of a table must close."""
    file = replace(open_file(path, identity=Pseudonyms(KEY), mapping=mapping, simulated=simulated), batch=batch)
    whole = Whole(file, [], [], 0, Counter())
    for part in file:
        assert part.lines.schema == LINES
        assert part.quarantine.schema == QUARANTINE
        part.lines.validate(full=True)
        assert not any(part.lines.column(f.name).null_count for f in LINES if not f.nullable)
        assert not any(part.quarantine.column(f.name).null_count for f in QUARANTINE if not f.nullable)
        assert isinstance(part.lines, pa.RecordBatch)
        whole.lines += part.lines.to_pylist()
        whole.quarantine += part.quarantine.to_pylist()
        whole.deleted += part.deleted
        whole.notes.update(part.notes)
    if file.records is not None:
        assert whole.records == file.records
    positions = [row["source_row"] for row in (*whole.lines, *whole.quarantine)]
    assert len(set(positions)) == len(positions)
    return whole
