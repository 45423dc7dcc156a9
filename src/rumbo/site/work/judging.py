"""What would this value mean? The ratio, the compliance, the light and the doubts, while it is being typed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rumbo.apps.desk.checking import check_content
from rumbo.apps.desk.records import Checked, DraftContent
from rumbo.core.errors import Problem
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.records import Compliance
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Indicator
from rumbo.site.policy_shown import method, policy


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the page tells of a typed value.

    Attributes:
        indicator: the sheet.
        value: in the indicator's unit, computed for a ratio; ``None`` while it cannot be told.
        compliance: how the value would be judged; ``None`` without one.
        problems: what forbids it so far.
        mistakes: those of the problems that a person can see while typing; what is only missing yet is none.
        doubts: what is accepted and asks to be confirmed.
        no_data: whether it is reported that there is no figure.
    """

    indicator: Indicator
    value: Decimal | None
    compliance: Compliance | None
    problems: tuple[Problem, ...]
    mistakes: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    no_data: bool = False

    @property
    def mark(self) -> str:
        """What a confirmation confirms: these doubts and no others; empty where there is none."""
        told = "\n".join(doubt.what for doubt in self.doubts)
        return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""


def thresholds() -> Thresholds:
    """When the installation's method raises a doubt."""
    limits = method().alerts
    return Thresholds(limits.jump_factor, limits.over_compliance_pct)


def judged(
    indicator: Indicator, year: int, content: DraftContent, observations: Observations, *, replaces: int = 0
) -> Judgement:
    """Judge what was typed; nothing is stored.

    Parts that do not add up yet do not hide the ratio of the whole.
    """
    checked = _checked(indicator, year, content, observations, replaces)
    if content.no_data:
        return _no_data(indicator, year, content, checked)
    alone = checked
    if checked.value is None and (content.parts or replaces):
        alone = _checked(indicator, year, replace(content, parts=()), observations, 0)
    value = alone.value.value if alone.value else None
    compliance = judge(indicator, year, value, method()) if value is not None else None
    doubts = alone.warnings if value is not None else ()
    mistakes = tuple(problem for problem in checked.problems if problem.where != "reason")
    if not _all_typed(indicator, content):
        mistakes = ()
    return Judgement(indicator, value, compliance, checked.problems, mistakes, _once(doubts))


def _no_data(indicator: Indicator, year: int, content: DraftContent, checked: Checked) -> Judgement:
    """What it means that there is no figure: no ratio, no light but that of missing data."""
    mistakes = tuple(problem for problem in checked.problems if problem.where != "reason")
    return Judgement(
        indicator,
        None,
        judge(indicator, year, None, method()),
        checked.problems,
        mistakes if content.no_data_reason.strip() else (),
        _once(checked.warnings),
        no_data=True,
    )


def _all_typed(indicator: Indicator, content: DraftContent) -> bool:
    """Whether every field of the figure holds something: what is half typed is no mistake."""
    ratio = indicator.measure.reported_as == "ratio"
    figures = (content.numerator, content.denominator) if ratio else (content.value,)
    return all(text.strip() for text in figures)


def _checked(
    indicator: Indicator, year: int, content: DraftContent, observations: Observations, replaces: int
) -> Checked:
    return check_content(
        policy(), indicator.code, year, content, observations, replaces=replaces, thresholds=thresholds()
    )


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
