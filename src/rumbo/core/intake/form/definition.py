"""What an indicator asks for, in few words: how it is computed and what its terms are."""

import re

from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy.models import Direction, Figure, Indicator

_SIGNS = (
    (r"\\left|\\right|\\displaystyle|\\,|\\;|\$", ""),
    (r"\\text\{([^{}]*)\}", r"\1"),
    (r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1) / (\2)"),
    (r"\^\{\\circ\}", "°"),
    (r"\\times|\\cdot", "×"),
    (r"\\sum|\\Sigma", "Σ"),
    (r"\\(dots|ldots)", "…"),
    (r"\\%", "%"),
    (r"_\{?(\w+)\}?", r" \1"),
    (r"[{}\\]", ""),
    (r"\s+", " "),
)


def readable(expression: str) -> str:
    """A printed expression without its LaTeX marks, on one line."""
    for pattern, plain_sign in _SIGNS:
        expression = re.sub(pattern, plain_sign, expression)
    return expression.strip(' "')


def definition(indicator: Indicator) -> str:
    """How the indicator is computed: its terms and its rule; the printed expression where there is neither."""
    formula = indicator.formula
    lines = []
    if indicator.measure.reported_as == "ratio":
        lines += [_("Numerator: {text}").format(text=formula.numerator)] if formula.numerator else []
        lines += [_("Denominator: {text}").format(text=formula.denominator)] if formula.denominator else []
    if not lines and formula.expression and not formula.logic:
        lines.append(readable(formula.expression))
    return "\n".join([*lines, *([formula.logic] if formula.logic else [])])


def direction(indicator: Indicator) -> str:
    """The direction with its arrow."""
    if indicator.direction is None:
        return "—"
    return {
        Direction.ASCENDING: f"▲ {_('Ascending')}",
        Direction.DESCENDING: f"▼ {_('Descending')}",
        Direction.UNDEFINED: _("Not defined"),
    }[indicator.direction]


def unit(indicator: Indicator) -> str:
    """The unit with its detail."""
    return f"{indicator.unit} ({indicator.unit_detail})" if indicator.unit_detail else indicator.unit


def terms(figure: Figure | None) -> str:
    """The printed terms of a figure, ``121/173``."""
    if figure is None or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{written(figure.numerator)} / {written(figure.denominator)}"
