"""Is there a Java that Spark can run on? Asked before Spark is started, so that the answer is a sentence."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

OLDEST = 17
"""The oldest Java that Spark 4 runs on."""

_PATIENCE_SECONDS = 60
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def require_java() -> str:
    """The Java that Spark will start: that of ``JAVA_HOME``, else the one in the path.

    Returns:
        Its path.

    Raises:
        InputError: there is none, or it is too old.
    """
    java = _found()
    version = _version(java)
    if version < OLDEST:
        what = _("Spark needs Java {oldest} or later, and “{java}” is Java {version}.")
        said = what.format(oldest=OLDEST, java=java, version=version)
        raise InputError(Problem(said, mend=_mend()))
    return java


def _found() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if java:
        return java
    if home:
        what = _("Spark needs Java, and JAVA_HOME is “{folder}”, which has no “bin/java”.").format(folder=home)
    else:
        what = _("Spark needs Java, and there is none on this machine.")
    raise InputError(Problem(what, mend=_mend()))


def _version(java: str) -> int:
    """The first number of the version: 17 of “17.0.15”, 8 of “1.8.0_402”."""
    try:
        told = subprocess.run(  # noqa: S603 - the same program that Spark will start
            [java, "-version"], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
        found = _VERSION.search(told.stderr + told.stdout)
    except (OSError, subprocess.TimeoutExpired):
        found = None
    if found is None:
        what = _("Spark needs Java, and “{java}” does not tell its version.").format(java=java)
        raise InputError(Problem(what, mend=_mend()))
    return int(found[1])


def _mend() -> str:
    mend = _(
        "Install Java {oldest} (on Debian: “apt install openjdk-17-jre-headless”), set JAVA_HOME to its folder where "
        "there are several, or choose the engine “duckdb”; the results are the same."
    )
    return mend.format(oldest=OLDEST)
