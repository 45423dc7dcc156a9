"""Every sentence for a user exists in both languages, and says the same with the same holes."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from rumbo.core.language import catalogue, catalogue_files, language, speaking

SOURCE = Path(__file__).parent.parent / "src" / "rumbo"
METHODS = [("**.py", "python"), ("core/**/templates/**", "jinja2.ext:babel_extract")]
SAID = re.compile(r"""\{%-?\s*say(?P<many>_many)?\s+(?P<texts>(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*)+)""")
TEXT = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")
HOLE = re.compile(r"\{(\w*)[^}]*\}")


def sentences():
    """Every literal inside ``_()`` or ``ngettext()`` with the file it stands in."""
    found = {}
    for file, line, message, *_rest in extract_from_dir(
        SOURCE, method_map=METHODS, keywords={"_": None, "ngettext": (1, 2)}
    ):
        for text in message if isinstance(message, tuple) else (message,):
            found.setdefault(text, f"{file}:{line}")
    for place, text in said_on_pages():
        found.setdefault(text, place)
    return found


def said_on_pages():
    """Every sentence of the site's templates, ``{% say "…" %}`` and ``{% say_many "one" "many" … %}``."""
    for file in sorted((SOURCE / "site" / "templates").rglob("*.html")):
        page = file.read_text(encoding="utf-8")
        for tag in SAID.finditer(page):
            line = page.count("\n", 0, tag.start()) + 1
            for double, single in TEXT.findall(tag["texts"]):
                yield f"{file.relative_to(SOURCE)}:{line}", double or single


def test_every_sentence_has_its_spanish():
    missing = [f"{place}: {text}" for text, place in sentences().items() if text not in catalogue("es")]
    assert not missing, "\n".join(sorted(missing))


def test_every_translation_keeps_the_holes():
    wrong = {
        english: spanish
        for english, spanish in catalogue("es").items()
        if set(HOLE.findall(english)) != set(HOLE.findall(spanish))
    }
    assert not wrong


def constants():
    """Every text that stands in the code, adjacent pieces joined as Python joins them."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_no_translation_is_left_over():
    used = set(constants()) | set(sentences())
    left = [text for text in catalogue("es") if text not in used]
    assert not left


@pytest.mark.parametrize("file", catalogue_files("es"), ids=lambda file: str(file.relative_to(SOURCE)))
def test_rooms_agree_on_a_translation(file):
    with file.open("rb") as stream:
        own = {str(m.id): str(m.string) for m in read_po(stream, locale="es") if m.id}
    assert own == {text: catalogue("es")[text] for text in own}


def test_spanish_comes_first(monkeypatch):
    monkeypatch.delenv("RUMBO_LANG", raising=False)
    assert language() == "es"
    with speaking("en"):
        assert language() == "en"
    assert language() == "es"
