"""What does the report say of one indicator? Its sheet, its year, what was known before and what it takes from here."""

from rumbo.core.monitoring.paths import last_known, next_target, required_rate, required_step
from rumbo.core.monitoring.records import Standing
from rumbo.core.observations import Observation
from rumbo.core.policy.models import Figure, Indicator, Kind
from rumbo.core.reporting.model import IndicatorRow, PartRow, Point, Value
from rumbo.core.reporting.texts import printable


def indicator_row(standing: Standing, indicator: Indicator) -> IndicatorRow:
    """One row of the report, whether or not the year has a value."""
    policy = standing.policy
    judged = standing.judged[indicator.code]
    observation = standing.observations.get((indicator.code, standing.year))
    service = policy.service_of(indicator.code)
    last = last_known(indicator, standing.observations, standing.year)
    target = next_target(indicator, standing.observations, standing.year)
    return IndicatorRow(
        code=indicator.code,
        kind=indicator.kind,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        direction_printed=indicator.direction_printed,
        standard=service.standard if service and indicator.kind is Kind.QUALITY else None,
        responsible=indicator.responsible_data.unit if indicator.responsible_data else None,
        responsible_service=indicator.responsible_service.unit if indicator.responsible_service else None,
        entity=policy.reporting_entity(indicator.code),
        baseline_year=indicator.baseline.year if indicator.baseline else None,
        baseline=_figure(indicator.baseline),
        target=_figure(indicator.targets.get(standing.year)),
        obtained=_obtained(observation),
        ratio_pct=judged.ratio_pct,
        type2_pct=judged.type2_pct,
        light=judged.light,
        notes=judged.notes,
        state=observation.state if observation else None,
        origin=observation.origin if observation else None,
        revision=observation.revision if observation else None,
        comment=printable(observation.comment) if observation else "",
        no_data_reason=printable(observation.no_data_reason) if observation else "",
        expected_on=observation.expected_on if observation else None,
        parts=_parts(observation),
        evidence=_evidence(observation),
        last_known_year=last.year if last else None,
        last_known=last.value if last else None,
        next_target_year=target.year if target else None,
        next_target=target.value if target else None,
        required_rate_pct=required_rate(last, target),
        required_step=required_step(last, target),
        series=_series(standing, indicator),
        footnotes=_footnotes(standing, indicator),
        source=indicator.source,
    )


def _figure(figure: Figure | None) -> Value | None:
    if figure is None:
        return None
    return Value(value=figure.value, numerator=figure.numerator, denominator=figure.denominator, printed=figure.printed)


def _obtained(observation: Observation | None) -> Value | None:
    if observation is None or observation.value is None:
        return None
    return Value(value=observation.value, numerator=observation.numerator, denominator=observation.denominator)


def _parts(observation: Observation | None) -> tuple[PartRow, ...]:
    if observation is None:
        return ()
    rows = (
        PartRow(
            dimension=printable(p.dimension),
            member=printable(p.member),
            value=p.value,
            numerator=p.numerator,
            denominator=p.denominator,
        )
        for p in observation.parts
    )
    return tuple(sorted(rows, key=lambda r: (r.dimension, r.member)))


def _evidence(observation: Observation | None) -> tuple[str, ...]:
    if observation is None:
        return ()
    return tuple(sorted(f"{printable(e.name)} (SHA-256 {e.sha256})" for e in observation.evidence))


def _series(standing: Standing, indicator: Indicator) -> tuple[Point, ...]:
    """Every year from the baseline to the horizon: what was promised, what was obtained up to the report's year."""
    first = indicator.baseline.year if indicator.baseline else standing.policy.baseline_year
    return tuple(_point(standing, indicator, year) for year in range(first, standing.policy.horizon + 1))


def _point(standing: Standing, indicator: Indicator, year: int) -> Point:
    target = indicator.target(year)
    observation = standing.observations.get((indicator.code, year)) if year <= standing.year else None
    if observation and observation.value is not None:
        return Point(year=year, target=target, obtained=observation.value, simulated=observation.simulated)
    if indicator.baseline and year == indicator.baseline.year:
        return Point(year=year, target=target, obtained=indicator.baseline.value)
    return Point(year=year, target=target)


def _footnotes(standing: Standing, indicator: Indicator) -> tuple[str, ...]:
    """The sheet's footnotes and the notes of the two figures that the row shows."""
    figures = (indicator.baseline, indicator.targets.get(standing.year))
    notes = (f.note for f in figures if f and f.note)
    return tuple(dict.fromkeys((*indicator.footnotes, *notes)))
