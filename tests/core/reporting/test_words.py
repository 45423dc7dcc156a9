"""Every sign has its own word in both languages, no sentence is left untranslated, and all colours can be read."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

from rumbo.core import reporting
from rumbo.core.language import LANGUAGES, catalogue, speaking
from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Direction, Kind
from rumbo.core.reporting import labels, palette

ROOM = Path(reporting.__file__).parent


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("say", "of"),
    [
        (labels.light_name, Light), (labels.light_meaning, Light), (labels.light_mark, Light),
        (labels.kind_name, Kind), (labels.direction_name, Direction), (labels.state_name, State),
        (labels.origin_name, Origin), (labels.severity_name, Severity),
    ],
)  # fmt: skip
def test_each_member_has_its_own_word(language: str, say: object, of: type[StrEnum]) -> None:
    with speaking(language):  # type: ignore[arg-type]
        said = [say(member) for member in of]  # type: ignore[operator]
    assert len(set(said)) == len(list(of))
    assert all(said)


def test_the_words_of_the_lights() -> None:
    assert [labels.light_name(light) for light in Light] == ["Verde", "Ámbar", "Rojo", "Sin datos", "No programado"]


def _messages() -> set[str]:
    found: set[str] = set()
    for module in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    for template in sorted((ROOM / "templates").glob("*.html")):
        found |= set(re.findall(r'\b_\("([^"]+)"\)', template.read_text(encoding="utf-8")))
    return found


def test_every_sentence_has_its_spanish() -> None:
    messages = _messages()
    assert len(messages) > 150
    assert sorted(m for m in messages if m not in catalogue("es")) == []


def test_translations_keep_the_holes_of_their_sentence() -> None:
    holes = re.compile(r"{\w+}")
    wrong = {m for m in _messages() if sorted(holes.findall(m)) != sorted(holes.findall(catalogue("es").get(m, m)))}
    assert wrong == set()


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Ratio of contrast as WCAG defines it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ground", "lights"),
    [(palette.LIGHT, palette.LIGHTS), (palette.DARK, palette.DARK_LIGHTS)],
    ids=["light", "dark"],
)
def test_words_and_marks_can_be_read(ground: dict[str, str], lights: dict[Light, palette.LightColours]) -> None:
    for paper in (ground["paper"], ground["wash"]):
        assert min(contrast(ground[ink], paper) for ink in ("ink", "quiet", "accent")) >= 4.5
    for light, colours in lights.items():
        assert contrast(colours.ink, colours.pale) >= 4.5, light
        assert contrast(colours.strong, ground["paper"]) >= 3, light
