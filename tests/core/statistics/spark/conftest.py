"""One Spark for all tests of this folder, over one small lake."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from tests.core.statistics.small import small_lake
from tests.core.statistics.spark.nasty import nasty_lines
from tests.core.statistics.spark.presence import missing

from rumbo.core.statistics.sources import FileSource


@pytest.fixture(scope="session")
def workspace_of_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings for small data: two threads, one part, and little compiling, which takes longer than to run once."""
    told = {
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "RUMBO_HOME": str(tmp_path_factory.mktemp("home")),
        "RUMBO_SPARK_MASTER": "local[2]",
        "RUMBO_SPARK_CONF": (
            "spark.sql.shuffle.partitions=1; spark.sql.codegen.wholeStage=false;"
            "spark.sql.codegen.factoryMode=NO_CODEGEN; spark.sql.adaptive.enabled=false"
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield
        import_module("rumbo.core.statistics.spark_session").stop()


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory, workspace_of_spark: None) -> FileSource:
    """A small lake of nasty lines, in a folder whose name could be taken for a pattern or an address."""
    made = tmp_path_factory.mktemp("lake")
    source = small_lake(made, nasty_lines())
    folder = tmp_path_factory.mktemp("other") / "un lago [ñ] {1} 100%20"
    shutil.copytree(made, folder)
    return replace(source, paths=tuple(path.replace(str(made), str(folder)) for path in source.paths))


@pytest.fixture(scope="session")
def tame_lake(tmp_path_factory: pytest.TempPathFactory, workspace_of_spark: None) -> FileSource:
    """The same lines, the largest of them not beyond what a country trades: its square still fits."""
    return small_lake(tmp_path_factory.mktemp("tame"), nasty_lines(largest="99999999999.99"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line where these tests were left out."""
    if reason := missing():
        terminalreporter.write_line(f"Spark tests left out: {reason}")
