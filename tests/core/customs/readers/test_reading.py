from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from tests.core.customs.readers.conftest import KEY
from tests.core.customs.readers.dbase import GOOD, table, zipped

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.hiding import HIDDEN, scrubbed
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.mapping_files import load_mapping, shipped
from rumbo.core.customs.reading import open_file
from rumbo.core.customs.reasons import REASONS
from rumbo.core.language import catalogue, speaking

PAGE = Path(__file__).parents[4] / "docs/how-to/map-a-customs-file.md"


@pytest.fixture
def path(tmp_path):
    return zipped(tmp_path, table([{**GOOD, "NSER": i + 1, "deleted": i == 3} for i in range(7)]))


def test_what_is_known_before_a_line_is_read(path, identity):
    file = open_file(path, identity=identity)
    assert (file.name, file.flow, file.mapping, file.records) == ("x15210124.zip", "X", "sunat-exports", 7)
    assert (file.period_from, file.period_to) == (date(2024, 1, 15), date(2024, 1, 21))
    assert (file.bytes, len(file.sha256), file.simulated) == (path.stat().st_size, 64, False)


def test_a_file_of_another_name_tells_no_period(path, identity):
    file = open_file(path.rename(path.with_name("week.zip")), identity=identity)
    assert (file.period_from, file.period_to) == (None, None)


def test_a_file_may_be_read_again(path, identity):
    file = open_file(path, identity=identity)
    assert [b.lines for b in file] == [b.lines for b in file]


def test_the_snapshot_is_written_beside_every_line(path, identity):
    (batch,) = open_file(path, identity=identity).batches("s7")
    assert set(batch.lines.column("snapshot").to_pylist()) == {"s7"}
    assert (batch.records, batch.deleted) == (7, 1)


def test_the_progress_ends_at_the_end(path, identity):
    told = []
    file = open_file(path, identity=identity, progress=told.append)
    assert sum(b.records for b in file) == 7
    assert (told[-1].records, told[-1].of_records) == (7, 7)
    assert 0 < told[-1].bytes <= told[-1].of_bytes


def test_damage_that_only_the_last_byte_tells_is_told(path, identity):
    content = path.read_bytes()
    crc = content[14:18]
    path.write_bytes(content.replace(crc, bytes(4)))
    with pytest.raises(CustomsError, match="damaged"):
        list(open_file(path, identity=identity))


def test_every_reason_has_its_sentence_in_both_languages():
    assert isinstance(REASONS, MappingProxyType)
    for code, reason in REASONS.items():
        assert reason.code == code
        assert reason.meaning.endswith(".")
        assert reason.sentence == reason.meaning
        with speaking("es"):
            assert reason.sentence == catalogue("es")[reason.meaning]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("118|2024|20100070970|FRUTAS S.A.|AV. SOL 1", "118|2024|20100070970|FRUTAS S.A.|AV. SOL 1"),
        ("118|20240115|0806100000|10412345678|JUANA", f"118|20240115|0806100000|{HIDDEN}|{HIDDEN}"),
        ("118|41234567|US", f"118|{HIDDEN}|US"),
        ("20100070971|JUANA", f"{HIDDEN}|{HIDDEN}"),
        ("20100070970|FRUTAS|10412345678|JUANA", f"{HIDDEN}|{HIDDEN}|{HIDDEN}|{HIDDEN}"),
    ],
)
def test_a_record_that_cannot_be_cut_tells_of_companies_only(text, kept):
    assert scrubbed({"text": text}) == {"text": kept}


def test_the_same_person_is_the_same_pseudonym_in_every_file(path, tmp_path):
    rows = [{**GOOD, "NDOC": "10412345678"}]
    ids = set()
    for name in ("x08140124.zip", "x15210124.zip"):
        (batch,) = open_file(zipped(tmp_path, table(rows), name), identity=Pseudonyms(KEY))
        ids |= set(batch.lines.column("trader_id").to_pylist())
    assert len(ids) == 1


def test_every_reason_is_documented_as_it_is_told():
    page = PAGE.read_text(encoding="utf-8")
    missing = [code for code, reason in REASONS.items() if f"| `{code}` | {reason.meaning} |" not in page]
    assert not missing


def test_the_example_of_the_page_is_a_mapping(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert load_mapping(tmp_path / "example.yaml").name == "example-imports"


def test_the_mappings_of_the_page_are_those_that_ship():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{m.name}` |" in page for m in shipped())
