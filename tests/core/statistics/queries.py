"""Statistics written for a test: a header with little in it, and any SQL."""

from collections.abc import Mapping
from pathlib import Path

from rumbo.core.statistics.registry import Statistic, read_query

HEADER = """\
/*
name: {name}
code: A
title: {{es: Título, en: Title}}
meaning: {{es: Significado, en: Meaning}}
formula: f
unit: US$
source: pnmce:1
{more}
*/
{sql}
"""


def write_query(folder: Path, sql: str, *, more: str, name: str = "test_query") -> Path:
    """Write a query file; ``more`` is the rest of its header."""
    path = folder / f"{name}.sql"
    path.write_text(HEADER.format(name=name, more=more, sql=sql), encoding="utf-8")
    return path


def query(
    folder: Path,
    sql: str,
    *,
    columns: str = "[year, fob_usd]",
    parameters: str = "[]",
    publication: str = "open",
    tables: str = "[]",
    more: Mapping[str, str] | None = None,
) -> Statistic:
    """A statistic of its own."""
    parts = {"columns": columns, "parameters": parameters, "publication": publication, "tables": tables, **(more or {})}
    return read_query(write_query(folder, sql, more="\n".join(f"{key}: {value}" for key, value in parts.items())))
