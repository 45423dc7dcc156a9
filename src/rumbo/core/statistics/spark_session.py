"""How is Spark started? Once a process, when the first statistic asks for it, and ended with the process.

``RUMBO_SPARK_MASTER`` names the cluster (``local[4]``, ``spark://host:7077``, ``yarn``, ``k8s://...``); without it
Spark runs inside this machine, within ``RUMBO_THREADS`` and ``RUMBO_MEMORY``. ``RUMBO_SPARK_CONF`` holds further
settings as ``key=value`` parted by ``;``. Where Spark runs already in this process, as in a notebook, that one is used
and left running. What Spark writes to its error stream goes to ``cache/spark.log`` of the workspace.
"""

import atexit
import logging
import os
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import IO

from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.java import require_java
from rumbo.core.workspace import workspace

MEANING: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.enforceReservedKeywords": "false",
    "spark.sql.caseSensitive": "false",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",
}
"""What a result depends on, set in every session and not for anyone to change.

A value that does not fit is an error and never null (ansi); decimals keep their digits, as in DuckDB, or overflow; a
file that is missing or broken is an error; a text stays as it is written, ``${...}`` too.
"""

_LOG4J = Path(__file__).with_name("spark_log4j2.properties")
_LOCAL: Mapping[str, str] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
}
"""Defaults that hold on this machine only: no network is needed, and files are listed without a job."""

_guard = Lock()
_own: SparkContext | None = None


def new_session() -> SparkSession:
    """A session with settings and views of its own, on the one Spark of this process.

    Raises:
        InputError: Java is missing or too old, a setting cannot be read, or Spark does not start.
    """
    with _guard, spoken():
        session = SparkSession(_context()).newSession()
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # what it says is in the error
    for name, value in MEANING.items():
        session.conf.set(name, value)
    return session


def stop() -> None:
    """End the Spark that this module started, and its Java; another one is left running."""
    global _own
    with _guard:
        if _own is None:
            return
        context, _own = _own, None
        context.stop()
        SparkSession._instantiatedSession = None  # noqa: SLF001 - else it is taken for the next one's
        _end_java()


def settings() -> dict[str, str]:
    """The settings with which Spark is started, what the environment says winning over the defaults.

    Raises:
        InputError: ``RUMBO_SPARK_CONF`` cannot be read.
    """
    made = {
        "spark.app.name": "rumbo",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f'"-Dlog4j2.configurationFile={_LOG4J.as_uri()}"',
    }
    threads = os.environ.get("RUMBO_THREADS", "")
    master = os.environ.get("RUMBO_SPARK_MASTER")
    if not master and not _submitted():
        master = f"local[{threads if threads.isdecimal() else '*'}]"
    if master:
        made["spark.master"] = master
    if master and master.startswith("local"):
        made |= _LOCAL
    if memory := os.environ.get("RUMBO_MEMORY"):
        made["spark.driver.memory"] = memory.lower().replace(" ", "").removesuffix("b")
    return made | _asked(os.environ.get("RUMBO_SPARK_CONF", ""))


def _submitted() -> bool:
    """Whether ``spark-submit`` started this process: it has a Java and a cluster already."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


@contextmanager
def spoken() -> Iterator[None]:
    """Say in a sentence what Spark complains about."""
    try:
        yield
    except PySparkException as error:
        reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        what = _("Spark could not do it: {reason}").format(reason=reason)
        mend = _("See its log “{file}”, and the settings RUMBO_SPARK_MASTER and RUMBO_SPARK_CONF.")
        raise InputError(Problem(what, mend=mend.format(file=_log_file()))) from error


def _asked(text: str) -> dict[str, str]:
    asked = {}
    for part in filter(str.strip, text.split(";")):
        name, equals, value = part.strip().partition("=")
        if not equals or not name.startswith("spark."):
            what = _("RUMBO_SPARK_CONF holds “{part}”, where “spark.key=value” was expected.").format(part=part.strip())
            raise InputError(Problem(what, "RUMBO_SPARK_CONF", _("Write settings so, parted by “;”.")))
        asked[name.strip()] = value.strip()
    return asked


def _context() -> SparkContext:
    global _own  # noqa: PLW0603 - there is one Spark a process, as Spark itself holds it
    running = SparkContext._active_spark_context  # noqa: SLF001 - the only way to ask without starting one
    if running is not None:
        return running
    conf = SparkConf(loadDefaults=False)
    for name, value in settings().items():
        conf.set(name, value)
    if not _submitted():
        require_java()
    _look_for_pandas()
    with _log() as log:
        gateway = launch_gateway(conf, {"stderr": log})
    _own = SparkContext(conf=conf, gateway=gateway)
    atexit.register(stop)
    return _own


def _look_for_pandas() -> None:
    """Spark looks for it when it is first handed a list, and warns of its version; nothing here uses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        import_module("pyspark.testing.utils")


def _end_java() -> None:
    gateway = SparkContext._gateway  # noqa: SLF001 - Spark keeps it for ever; here it ends
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001
    process: subprocess.Popen[bytes] | None = getattr(gateway, "proc", None)
    if gateway is None or process is None or process.stdin is None:
        return
    gateway.shutdown()
    process.stdin.close()
    process.wait()


def _log_file() -> Path:
    return workspace().cache / "spark.log"


def _log() -> IO[bytes]:
    """The log, emptied; nowhere where the workspace cannot be written."""
    try:
        _log_file().parent.mkdir(parents=True, exist_ok=True)
        return _log_file().open("wb")
    except OSError:
        return Path(os.devnull).open("wb")
