"""Is Spark here? Elsewhere than on the build server its tests may be left out, and one line says so."""

import os
from importlib.util import find_spec

import pytest

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.statistics.java import require_java

MEND = "“make spark” installs PySpark; Java 17 comes with “apt install openjdk-17-jre-headless”."


def missing() -> str:
    """What is missing, in words; nothing where everything is there."""
    if find_spec("pyspark") is None:
        return f"PySpark is not installed. {MEND}"
    try:
        with speaking("en"):
            require_java()
    except InputError as error:
        return str(error)
    return ""


def require_spark() -> None:
    """Leave a module of tests out where Spark is missing; on the build server that is a failure."""
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"Spark is required here: {reason}", pytrace=False)
    if reason:
        pytest.skip(reason, allow_module_level=True)
