"""Every sentence of the coherence checks has its Spanish, with the same holes."""

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

import rumbo.core.policy.coherence as room

ROOM = Path(str(room.__file__)).parent


def _sentences() -> set[str]:
    """What stands in ``_(...)`` and ``ngettext(...)``, and the names and questions of the rules."""
    found = set()
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = {"_": node.args[:1], "ngettext": node.args[:2], "rule": node.args[1:3]}.get(node.func.id, [])
                found |= {arg.value for arg in first if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return found


def _spanish() -> dict[str, str]:
    with (ROOM / "locale" / "es.po").open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream, locale="es") if message.id}


def test_every_sentence_is_translated_and_nothing_else_is() -> None:
    assert _sentences() == set(_spanish())


def test_a_translation_keeps_the_holes_of_its_sentence() -> None:
    for english, spanish in _spanish().items():
        assert sorted(re.findall(r"\{\w+\}", spanish)) == sorted(re.findall(r"\{\w+\}", english)), english
