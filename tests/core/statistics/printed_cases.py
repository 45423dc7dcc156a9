"""The case files of printed figures, and every figure that they hold with the lines where it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.core.statistics.cases import FOLDER
from tests.core.statistics.printed import block

from rumbo.core.policy.yaml_source import parse


def _read(name: str) -> Mapping[str, Any]:
    file = parse((FOLDER.parent / name).read_bytes(), name)
    assert not file.problems, file.problems
    assert isinstance(file.data, dict)
    return file.data


COMPOSITION, FIRMS, TABLES = (_read(f"printed_{name}.yaml") for name in ("checks", "firms", "tables"))

#: Columns that name a row.
_NAMES = re.compile(r"line|.*_line|region|size|item|technology|area|part_of|place")
Figure = tuple[str, tuple[int, ...]]


def rows_of(content: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The rows of every table of a case file."""
    for value in content.values():
        if isinstance(value, str) and "\n" in value:
            yield from block(value)


def figures_of_tables(content: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures of every table of a case file; a dash is none."""
    for row in rows_of(content):
        line = row.get("line", "")
        for name, value in row.items():
            line = value if name.endswith("_line") else line
            if not _NAMES.fullmatch(name) and value != "-":
                yield value, (int(line),)


def figures_of_checks(checks: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    """The figures of some checks, operands and results."""
    for check in checks:
        for figure in (*check["operands"], check["printed"]):
            yield figure.get("written", figure["value"]), tuple(figure["lines"])
