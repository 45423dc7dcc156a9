"""``rumbo statistics run NAME --engine spark``: the same answer, nothing said beside it, and no Java left behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.core.customs.lake.made import MadeFile, line
from tests.core.statistics.spark.presence import require_spark

from rumbo.core.customs.lake import Lake

require_spark()


def run(home: Path, *words: str, **told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rumbo", "statistics", "run", "exports_by_year", "--format", "csv", *words]
    environment = os.environ | {"RUMBO_HOME": str(home), "RUMBO_LANG": "en", "RUMBO_SPARK_MASTER": "local[1]"} | told
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_the_cluster_has_the_files_and_the_command_only_their_list(tmp_path: Path):
    Lake(tmp_path / "lake").merge([MadeFile("a.zip", [line(1), line(2)])])
    duckdb = run(tmp_path)
    shutil.copytree(tmp_path / "lake", tmp_path / "bucket" / "lake")
    for file in (tmp_path / "lake" / "lines").glob("flow=*/year=*/*.parquet"):
        file.unlink()
    told = {"RUMBO_SPARK_LAKE": f"file://{tmp_path}/bucket/lake"}
    spark = run(tmp_path, "--engine", "spark", **told)
    assert (spark.returncode, spark.stderr) == (0, duckdb.stderr)
    assert spark.stdout == duckdb.stdout != ""
    refused = run(tmp_path, "--engine", "duckdb", **told)
    assert refused.returncode == 2
    assert "files of the lake are missing" in refused.stderr
