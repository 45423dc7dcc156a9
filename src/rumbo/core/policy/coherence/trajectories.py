"""Indicators: do the targets go where the indicator should go, at a pace that can be believed?"""

from collections.abc import Iterator
from itertools import pairwise

from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Certainty, Evidence, Instance, Severity
from rumbo.core.policy.coherence.series import (
    Point,
    baseline_note,
    points,
    table_source,
    targets,
    worse,
    written_value,
    written_years,
)
from rumbo.core.policy.models import Direction, Indicator, Policy

#: Fewer targets than this make no series to judge.
SHORTEST_SERIES = 3


@rule(
    "IN-01",
    "Target against direction",
    "Do targets move in the stated direction, baseline included?",
    severity=Severity.HIGH,
)
def against_direction(policy: Policy) -> Iterator[Instance]:
    """Find every step, from the baseline on, that goes against the direction of the indicator."""
    for indicator in policy.indicators:
        series = points(indicator)
        steps = [(a, b) for a, b in pairwise(series) if worse(indicator, a.value, b.value)]
        if steps:
            before, after = steps[0]
            ascending = indicator.direction is Direction.ASCENDING
            sentence = (
                _("{code} should rise and falls from {before} ({year_before}) to {after} ({year_after}).")
                if ascending
                else _("{code} should fall and rises from {before} ({year_before}) to {after} ({year_after}).")
            )
            yield Instance(
                title=sentence.format(
                    code=indicator.code,
                    before=written_value(indicator, before.value),
                    year_before=before.year,
                    after=written_value(indicator, after.value),
                    year_after=after.year,
                ),
                elements=(indicator.code,),
                values=tuple(Evidence(_step(indicator, a, b), table_source(indicator)) for a, b in steps),
                remark=_baseline_remark(indicator),
                resolution=_("Correct the direction, the baseline or the targets."),
            )


def _step(indicator: Indicator, a: Point, b: Point) -> str:
    return f"{a.year}: {written_value(indicator, a.value)} → {b.year}: {written_value(indicator, b.value)}"


def _baseline_remark(indicator: Indicator) -> str:
    """Whether the path ever gets back to the baseline, and what the sheet notes about the baseline."""
    baseline = indicator.baseline
    parts = []
    if baseline is not None and baseline.value is not None:
        behind = [p.year for p in targets(indicator) if worse(indicator, baseline.value, p.value)]
        if behind and len(behind) == len(targets(indicator)):
            parts.append(_("Every target is worse than the baseline."))
        elif behind:
            parts.append(_("Targets worse than the baseline: {years}.").format(years=written_years(behind)))
        if baseline_note(indicator):
            parts.append(_("The sheet notes: {note}").format(note=baseline_note(indicator)))
    return " ".join(parts)


@rule("IN-02", "Direction undefined", "Has every indicator a direction?")
def direction_undefined(policy: Policy) -> Iterator[Instance]:
    """Without a direction nobody can say whether a value is good."""
    for indicator in policy.indicators:
        if indicator.direction is Direction.UNDEFINED:
            yield Instance(
                title=_("The direction of {code} is printed as “{printed}”.").format(
                    code=indicator.code, printed=(indicator.direction_printed or indicator.direction.value).rstrip(".")
                ),
                elements=(indicator.code,),
                remark=_path(points(indicator)),
                resolution=_("State whether the indicator should rise or fall."),
                sources=(indicator.source,),
            )
        elif indicator.direction is None:
            yield Instance(
                title=_("The sheet of {code} prints no direction.").format(code=indicator.code),
                elements=(indicator.code,),
                certainty=Certainty.CONFIRMED if indicator.sheet == "complete" else Certainty.CHECK_ORIGINAL,
                resolution=_("State whether the indicator should rise or fall."),
                sources=(indicator.source,),
            )


def _path(series: tuple[Point, ...]) -> str:
    """Where the figures go by themselves, baseline included, so that a reader sees what could be inferred."""
    moves = {(b.value > a.value) - (b.value < a.value) for a, b in pairwise(series)} - {0}
    if moves == {1}:
        return _("Baseline and targets only rise.")
    if moves == {-1}:
        return _("Baseline and targets only fall.")
    if moves:
        return _("Baseline and targets rise and fall.")
    return _("Baseline and targets never move.") if len(series) > 1 else ""


@rule("IN-03", "Flat series", "Does an indicator with a direction move at all?")
def flat_series(policy: Policy) -> Iterator[Instance]:
    """Find targets that are all alike, or alike until the last one."""
    for indicator in policy.indicators:
        series = targets(indicator)
        if len(series) < SHORTEST_SERIES:
            continue
        if len({point.value for point in series}) == 1:
            yield _flat(indicator, series)
        elif len({point.value for point in series[:-1]}) == 1:
            title = _("{code} stays at {value} until {year} and moves only in {last}.").format(
                code=indicator.code,
                value=written_value(indicator, series[0].value),
                year=series[-2].year,
                last=series[-1].year,
            )
            yield _motionless(indicator, title, Severity.LOW)


def _flat(indicator: Indicator, series: tuple[Point, ...]) -> Instance:
    directed = indicator.direction in {Direction.ASCENDING, Direction.DESCENDING}
    title = _("All targets of {code} are {value}.").format(
        code=indicator.code, value=written_value(indicator, series[0].value)
    )
    ceiling = indicator.measure.share and series[0].value == indicator.measure.scale
    remark = _("The value is already at its ceiling.") if ceiling else ""
    return _motionless(indicator, title, None if directed else Severity.LOW, remark)


def _motionless(indicator: Indicator, title: str, severity: Severity | None, remark: str = "") -> Instance:
    return Instance(
        title=title,
        elements=(indicator.code,),
        severity=severity,
        remark=remark,
        resolution=_("Set targets that move, or declare the indicator one of maintenance."),
        sources=(table_source(indicator),),
    )


@rule("IN-05", "Zero baseline", "Is a zero baseline explained?", severity=Severity.LOW)
def zero_baseline(policy: Policy) -> Iterator[Instance]:
    """Tell a zero that was measured from a zero that stands for “not measured”."""
    for indicator in policy.indicators:
        baseline = indicator.baseline
        if baseline is None:
            continue
        note = baseline_note(indicator)
        if baseline.value is None and baseline.printed is not None and baseline.printed.strip().startswith("0"):
            yield _zero(
                indicator,
                _("The baseline of {code} is printed as “{printed}” and means that it was not measured."),
                baseline.printed,
                _("The sheet notes: {note}").format(note=note) if note else "",
            )
        elif baseline.value == 0 and not note:
            service = policy.service_of(indicator.code)
            kind = _("The service is of type “{type}”.").format(type=service.type) if service else ""
            sentence = _("The baseline of {code} is {printed}, and no note says whether it was measured.")
            yield _zero(indicator, sentence, baseline.printed or written(baseline.value), kind)


def _zero(indicator: Indicator, sentence: str, printed: str, remark: str) -> Instance:
    return Instance(
        title=sentence.format(code=indicator.code, printed=printed),
        elements=(indicator.code,),
        values=(Evidence(printed, table_source(indicator)),),
        remark=remark,
        resolution=_("Print “not measured” where there was no measurement."),
    )
