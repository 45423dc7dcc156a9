"""``rumbo statistics run NAME --engine spark``: the same answer, nothing said beside it, and no Java left behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.customs.lake.made import MadeFile, line
from tests.core.statistics.spark.presence import require_spark

from rumbo.core.customs.lake import Lake

require_spark()


def run(home: Path, *words: str, **told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rumbo", "statistics", "run", "exports_by_year", "--format", "csv", *words]
    environment = os.environ | {"RUMBO_HOME": str(home), "RUMBO_LANG": "en", "RUMBO_SPARK_MASTER": "local[1]"} | told
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Lake(tmp_path / "lake").merge([MadeFile("a.zip", [line(1), line(2)])])
    return tmp_path


def test_the_command_answers_the_same(home: Path):
    duckdb, spark = run(home), run(home, "--engine", "spark")
    assert (spark.returncode, spark.stderr) == (0, duckdb.stderr)
    assert spark.stdout == duckdb.stdout != ""


def test_only_the_list_of_files_is_needed_where_the_cluster_has_them(home: Path, tmp_path: Path):
    shutil.copytree(home / "lake", tmp_path / "bucket" / "lake")
    for file in (home / "lake" / "lines").glob("flow=*/year=*/*.parquet"):
        file.unlink()
    told = {"RUMBO_SPARK_LAKE": f"file://{tmp_path}/bucket/lake"}
    found = run(home, "--engine", "spark", **told)
    assert found.returncode == 0, found.stderr
    assert "2024" in found.stdout
    refused = run(home, "--engine", "duckdb", **told)
    assert refused.returncode == 2
    assert "files of the lake are missing" in refused.stderr
