"""Before Spark is started, its Java is looked for; what is wrong with it is said in a sentence."""

import sys

import pytest

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.statistics.engine import engine_named
from rumbo.core.statistics.java import require_java


def java_that_says(folder, sentence, monkeypatch):
    """A program that answers as a Java does, and nothing else in the path."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{sentence}' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(folder))
    return str(program)


def complaint():
    with speaking("en"), pytest.raises(InputError) as caught:
        require_java()
    return str(caught.value)


@pytest.mark.parametrize(
    "sentence",
    ['openjdk version "17.0.15" 2025-04-15', 'java version "21" 2023-09-19 LTS', 'openjdk version "25-ea"'],
)
def test_java_of_today_is_taken(sentence, tmp_path, monkeypatch):
    program = java_that_says(tmp_path, sentence, monkeypatch)
    assert require_java() == program


@pytest.mark.parametrize(
    ("sentence", "version"), [('java version "1.8.0_402"', "8"), ('openjdk version "11.0.22" 2024-01-16', "11")]
)
def test_old_java_is_refused(sentence, version, tmp_path, monkeypatch):
    program = java_that_says(tmp_path, sentence, monkeypatch)
    said = complaint()
    assert said.startswith(f"Spark needs Java 17 or later, and “{program}” is Java {version}.")
    assert "apt install openjdk-17-jre-headless" in said


def test_java_that_does_not_tell_its_version(tmp_path, monkeypatch):
    program = java_that_says(tmp_path, "Error occurred during initialization of VM", monkeypatch)
    assert complaint().startswith(f"Spark needs Java, and “{program}” does not tell its version.")


def test_no_java_in_java_home(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert complaint().startswith(f"Spark needs Java, and JAVA_HOME is “{tmp_path}”, which has no “bin/java”.")


def test_no_java_at_all(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert complaint().startswith("Spark needs Java, and there is none on this machine. Install Java 17")


def test_no_pyspark(monkeypatch):
    """As Python tells it where the package is not installed."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for module in ("spark_engine", "spark_session"):
        monkeypatch.delitem(sys.modules, f"rumbo.core.statistics.{module}", raising=False)
    with speaking("en"), pytest.raises(InputError) as caught:
        engine_named("spark")
    assert str(caught.value) == (
        "The engine “spark” is not installed: “pyspark” is missing. "
        "Install it with “pip install pyspark”, or choose another engine; the results are the same."
    )
