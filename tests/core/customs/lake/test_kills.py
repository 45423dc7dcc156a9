"""Imports are killed at random moments: what was acknowledged stays, nothing is lost, nothing is doubled.

``RUMBO_KILLS`` sets the number of kills, ``RUMBO_KILL_SEED`` their moments.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.core.customs.readers.dbase import zipped
from tests.core.customs.readers.large import many

from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake, LakeBusyError
from rumbo.core.customs.schema import KEY

KILLS = int(os.environ.get("RUMBO_KILLS", "15"))
SEED = int(os.environ.get("RUMBO_KILL_SEED", "20240115"))
FILES = 6
LINES = 4_000
IMPORTER = Path(__file__).with_name("importer.py")


@pytest.fixture
def weeks(tmp_path):
    """Weekly files of the same declarations with other figures: each import writes the lines of the one before anew."""
    folder = tmp_path / "weeks"
    folder.mkdir()
    names = [f"x{day:02d}{day + 6:02d}0124.zip" for day in range(1, FILES + 1)]
    return [zipped(folder, many(LINES, seed), name) for seed, name in enumerate(names)]


HOLDER = """
import sys, time
from pathlib import Path
from rumbo.core.customs.lake import Lake
with Lake(Path(sys.argv[1])).writing():
    print("held", flush=True)
    time.sleep(60)
"""


def start(lake, files):
    command = [sys.executable, str(IMPORTER), str(lake.path), *map(str, files)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def whole(lake, version):
    """Everything that a version says, in one order."""
    tables = [pq.read_table(file, partitioning=None) for file in lake.files(version)]
    lines = pa.concat_tables(tables).sort_by([(name, "ascending") for name in KEY]) if tables else None
    snapshots = lake.snapshots(version).drop_columns("imported_at")
    return lines, snapshots, lake.quarantine(version)


@pytest.fixture
def expected(weeks, tmp_path):
    """What each version must say: the same imports in a lake where nobody is killed."""
    (tmp_path / "calm").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "calm" / "pseudonym-key").write_text("00" * 32)
    (tmp_path / "home" / "pseudonym-key").write_text("00" * 32)
    calm, took = Lake(tmp_path / "calm" / "lake"), 0.0
    for path in weeks:
        started = time.monotonic()
        import_files(calm, [path])
        took = max(took, time.monotonic() - started)
    return [whole(calm, number) for number in range(FILES + 1)], took


def test_kills_at_random_moments_lose_and_double_nothing(weeks, expected, tmp_path):
    versions, took = expected
    moments, acknowledged, interrupted = random.Random(SEED), 0, 0
    lake = Lake(tmp_path / "home" / "lake")
    for kill in range(KILLS):
        if lake.version == FILES:
            lake.path.rename(tmp_path / f"full{kill}")
            acknowledged = 0
        # From now on the process is at work: a kill may fall on any step of an import, or between two.
        process = start(lake, weeks)
        time.sleep(moments.uniform(0, 2.5 * took))
        process.send_signal(signal.SIGKILL)
        said, complaint = process.communicate()
        interrupted += process.returncode == -signal.SIGKILL
        assert complaint == ""
        acknowledged = max([acknowledged, *map(int, said.split())])
        assert lake.version >= acknowledged
        for number in {max(0, lake.version - 1), lake.version}:
            assert whole(lake, number) == versions[number]
    import_files(lake, weeks[:1])
    for path in weeks:
        import_files(lake, [path])
    assert lake.version == FILES
    assert all(whole(lake, number) == versions[number] for number in range(FILES + 1))
    assert interrupted > KILLS // 2, "the kills came too late to interrupt anything"
    assert not list((lake.path / "staging").glob("*"))


def test_two_processes_at_once(weeks, expected, tmp_path):
    """One imports, the other is told who does and stores nothing; afterwards it can repeat."""
    versions, _took = expected
    lake = Lake(tmp_path / "home" / "lake")
    first, second = start(lake, weeks), start(lake, weeks)
    answers = [process.communicate() for process in (first, second)]
    for _said, complaint in answers:
        assert complaint == "" or "LakeBusyError" in complaint
    for path in weeks:
        import_files(lake, [path])
    assert lake.version == FILES
    assert all(whole(lake, number) == versions[number] for number in range(FILES + 1))


def test_the_lock_says_who_holds_it_and_dies_with_its_process(lake):
    with lake.writing(), pytest.raises(LakeBusyError, match=f"process {os.getpid()} on ") as raised:  # noqa: SIM117
        with Lake(lake.path).writing():
            pass
    assert "nothing was stored" in str(raised.value)
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(lake.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    with pytest.raises(LakeBusyError, match=f"process {process.pid} on "), lake.writing():
        pass
    process.kill()
    process.communicate()
    with lake.writing():
        pass
