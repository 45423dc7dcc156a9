"""A table that another program wrote reads as the one that these tests write."""

import pyarrow as pa
import pyogrio
from tests.core.customs.readers.dbase import EXPORTS, GOOD, table
from tests.core.customs.readers.reads import read

TEXTS = [name for name, kind, _w, _d in EXPORTS if kind == "C"]
WHOLE = ("NSER", "FNUM", "FEMB", "FREG", "PART_NANDI")


def rows(count=40):
    for i in range(count):
        yield {
            **GOOD,
            "NSER": i + 1,
            "DNOMBRE": f"EXPORTADORA Ñ {i} S.A.",
            "VFOBSERDOL": f"{i * 10}.250",
            "UBIGEO": f"{i + 10000:06}",
        }


def by_gdal(path):
    """The same rows, written by GDAL."""
    names = [n for n, _k, _w, _d in EXPORTS]
    columns = {n: [r.get(n) for r in rows()] for n in names}
    arrays = [
        pa.array([None if v is None else str(v) for v in columns[n]], pa.string())
        if n in TEXTS
        else pa.array(
            [None if v is None else (int(v) if n in WHOLE else float(v)) for v in columns[n]],
            pa.int64() if n in WHOLE else pa.float64(),
        )
        for n in names
    ]
    pyogrio.write_arrow(
        pa.table(arrays, names=names),
        path,
        driver="ESRI Shapefile",
        geometry_type=None,
        geometry_name=None,
        encoding="ISO-8859-1",
    )


def same(lines):
    return [{k: v for k, v in line.items() if k != "source_file"} for line in lines]


def test_a_table_that_gdal_wrote_reads_equally(tmp_path):
    by_gdal(tmp_path / "gdal.dbf")
    (tmp_path / "own.dbf").write_bytes(table(rows()))
    theirs, ours = read(tmp_path / "gdal.dbf"), read(tmp_path / "own.dbf")
    assert len(ours.lines) == 40
    assert same(theirs.lines) == same(ours.lines)
