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
