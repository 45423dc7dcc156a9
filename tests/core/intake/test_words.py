"""Every sentence of the room is said in Spanish, with the same holes."""

import ast
import re
from pathlib import Path

import rumbo.core.intake
from rumbo.core.language import catalogue

ROOM = Path(rumbo.core.intake.__file__).parent


def sentences() -> set[str]:
    found = set()
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_every_sentence_has_its_translation() -> None:
    spanish = catalogue("es")
    assert sentences() - spanish.keys() == set()
    for sentence in sentences():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", spanish[sentence])), sentence
