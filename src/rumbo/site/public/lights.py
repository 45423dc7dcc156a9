"""In which order do lights stand, and how do addresses call them?"""

from collections.abc import Mapping

from rumbo.core.monitoring.records import Light

#: How the addresses call the lights.
LIGHTS = {
    "verde": Light.GREEN,
    "ambar": Light.AMBER,
    "rojo": Light.RED,
    "sin-datos": Light.NO_DATA,
    "no-programado": Light.NOT_DUE,
}


def light_word(light: Light) -> str:
    """How addresses call a light."""
    return next(word for word, named in LIGHTS.items() if named is light)


def in_order(counts: Mapping[Light, int]) -> dict[Light, int]:
    """Counts of lights from the best to what is not known; a report read from its file has them in another order."""
    return {light: counts.get(light, 0) for light in Light}
