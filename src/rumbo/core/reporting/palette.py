"""Which colours? The few that page, workbook, document and charts share, each light with a text that reads on it."""

from dataclasses import dataclass

from rumbo.core.monitoring.records import Light


@dataclass(frozen=True, slots=True)
class LightColours:
    """Colours of a light: a strong one for marks and lines, a pale one behind words, an ink that reads on the pale."""

    strong: str
    pale: str
    ink: str


#: Words on ``pale`` keep a contrast of at least 4.5 to 1; ``strong`` on white at least 3 to 1 (WCAG 2.2 AA).
LIGHTS: dict[Light, LightColours] = {
    Light.GREEN: LightColours(strong="#2F8F5B", pale="#E2F2E8", ink="#175C37"),
    Light.AMBER: LightColours(strong="#C07A00", pale="#FCEFD2", ink="#7A4B00"),
    Light.RED: LightColours(strong="#C2352B", pale="#FBE5E2", ink="#8F1D16"),
    Light.NO_DATA: LightColours(strong="#6B7783", pale="#E9EDF0", ink="#414C56"),
    Light.NOT_DUE: LightColours(strong="#8A949D", pale="#FFFFFF", ink="#55606A"),
}

INK = "#17242F"
"""Text."""
QUIET = "#55606A"
"""Secondary text."""
RULE = "#D5DCE1"
"""Lines between things."""
PAPER = "#FFFFFF"
WASH = "#F5F7F8"
"""A ground that is nearly white."""
ACCENT = "#0B5A73"
"""Headings, links, obtained values in charts."""
ACCENT_PALE = "#E3EFF3"
"""A ground for what belongs to the accent."""
TARGET = "#9A6A1F"
"""The path of targets in charts."""


#: The same uses on a dark ground, for readers whose system asks for it.
DARK_LIGHTS: dict[Light, LightColours] = {
    Light.GREEN: LightColours(strong="#5FBE8C", pale="#17352A", ink="#A5E3C3"),
    Light.AMBER: LightColours(strong="#E0A33A", pale="#3A2C10", ink="#F5D596"),
    Light.RED: LightColours(strong="#EC7A70", pale="#43201D", ink="#FAC0BA"),
    Light.NO_DATA: LightColours(strong="#95A1AC", pale="#2A333B", ink="#CBD3DA"),
    Light.NOT_DUE: LightColours(strong="#84909B", pale="#161D23", ink="#B4BEC7"),
}
DARK: dict[str, str] = {
    "ink": "#E6EBEF",
    "quiet": "#AAB5BF",
    "rule": "#36424C",
    "paper": "#161D23",
    "wash": "#1E272F",
    "accent": "#7CC5DC",
    "accent-pale": "#15323D",
    "target": "#D9A95B",
}
LIGHT: dict[str, str] = {
    "ink": INK,
    "quiet": QUIET,
    "rule": RULE,
    "paper": PAPER,
    "wash": WASH,
    "accent": ACCENT,
    "accent-pale": ACCENT_PALE,
    "target": TARGET,
}
