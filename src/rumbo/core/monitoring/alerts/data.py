"""Which values are late, doubtful or without support?"""

from collections.abc import Iterator
from decimal import Decimal

from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.alerts.rule import Finding, Situation
from rumbo.core.monitoring.alerts.wording import answers_for_data, answers_for_policy, day, percent, quantity
from rumbo.core.monitoring.paths import YearValue
from rumbo.core.monitoring.printed_ratio import unit_of
from rumbo.core.monitoring.ratios import HUNDRED
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.observations import Observation, Origin
from rumbo.core.policy.models import Indicator


def no_data(situation: Situation) -> Iterator[Finding]:
    """The year has a target, the due date of the entity is past, and there is no value."""
    today = situation.as_of.astimezone(situation.method.zone).date()
    for indicator in situation.policy.indicators:
        due = situation.due_dates.get(situation.policy.reporting_entity(indicator.code) or "")
        if situation.judged[indicator.code].light is not Light.NO_DATA or due is None or today <= due:
            continue
        late = Decimal((today - due).days)
        observed = situation.observations.get((indicator.code, situation.year))
        what = ngettext(
            "No value of {year} was reported; it was due on {day}, {late} day ago.",
            "No value of {year} was reported; it was due on {day}, {late} days ago.",
            int(late),
        )
        yield Finding(
            subject=indicator.code,
            figure=late,
            figure_unit=_("days"),
            since=due,
            concerns=answers_for_data(situation.policy, indicator),
            message=" ".join(
                (what.format(year=situation.year, day=day(due), late=written(late)), *_told_why(observed))
            ),
            action=_("Report the value with its evidence, or explain why there is none.")
            if observed is None
            else _("Follow up until the figure is there, and report it then."),
            weight=late,
        )


def value_differs_from_ratio(situation: Situation) -> Iterator[Finding]:
    """The value is not what its own numerator and denominator give."""
    for indicator, observation, value in situation.observed():
        if indicator.measure.reported_as != "ratio":
            continue
        computed = _computed(indicator, observation)
        if computed is not None and abs(value - computed) <= unit_of(value) / 2:
            continue
        if observation.numerator is None or observation.denominator is None:
            continue
        terms = f"{written(observation.numerator)} / {written(observation.denominator)}"
        yield Finding(
            subject=indicator.code,
            figure=value,
            figure_unit=indicator.unit,
            since=str(situation.year),
            concerns=answers_for_data(situation.policy, indicator),
            message=_differs_message(indicator, value, terms, computed),
            action=_("Check numerator and denominator and register them again; the value is computed from them."),
            weight=abs(value - computed) if computed is not None else Decimal("Infinity"),
        )


def percentage_out_of_range(situation: Situation) -> Iterator[Finding]:
    """A share is below nothing or above the whole."""
    for indicator, _observation, value in situation.observed():
        scale = indicator.measure.scale
        if not indicator.measure.share or 0 <= value <= scale:
            continue
        what = _("The value of {year} is {value}; a part of a whole lies between {low} and {high}.")
        low, high = quantity(Decimal(0), indicator), quantity(scale, indicator)
        yield Finding(
            subject=indicator.code,
            figure=value,
            figure_unit=indicator.unit,
            since=str(situation.year),
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(year=situation.year, value=quantity(value, indicator), low=low, high=high),
            action=_("Check that the numerator counts a part of the denominator, and register the value again."),
            weight=max(value - scale, -value),
        )


def count_not_whole(situation: Situation) -> Iterator[Finding]:
    """A count of things has decimals."""
    for indicator, _observation, value in situation.observed():
        if not indicator.measure.whole or value == value.to_integral_value():
            continue
        what = _("The value of {year} is {value}; the indicator counts things, so a whole number was expected.")
        yield Finding(
            subject=indicator.code,
            figure=value,
            figure_unit=indicator.unit,
            since=str(situation.year),
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(year=situation.year, value=quantity(value, indicator)),
            action=_("Check whether a percentage or an amount was registered instead of the count."),
        )


def jump(situation: Situation) -> Iterator[Finding]:
    """The value is many times the last known one, or a small part of it."""
    limit = situation.method.alerts.jump_factor
    for indicator, _observation, value in situation.observed():
        before = _last_before(situation, indicator)
        if before is None or before.value == 0 or value * before.value < 0:
            continue
        factor = value / before.value
        if 1 / limit <= factor <= limit:
            continue
        what = _("The value of {year} is {value}, {factor} times the {before} of {before_year}.")
        yield Finding(
            subject=indicator.code,
            figure=factor,
            figure_unit="x",
            since=str(situation.year),
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(
                year=situation.year,
                value=quantity(value, indicator),
                factor=written(factor, 2),
                before=quantity(before.value, indicator),
                before_year=before.year,
            ),
            action=_("Check unit, period and coverage of the value; if it is right, explain the change in a comment."),
            weight=max(factor, 1 / factor) if factor else Decimal("Infinity"),
        )


def revised_after_approval(situation: Situation) -> Iterator[Finding]:
    """An approved value was replaced by one that differs by more than the limit, or withdrawn."""
    yield from _withdrawn(situation)
    limit = situation.method.alerts.revision_pct
    for indicator, observation, value in situation.observed():
        before = observation.approved_before
        if before is None or abs(value - before) * HUNDRED <= limit * abs(before):
            continue
        change = (value - before) / abs(before) * HUNDRED if before else None
        since = observation.recorded_at.astimezone(situation.method.zone).date()
        what = _("The approved value {before} was replaced by {value} on {day} (change: {change}). Reason: {reason}")
        yield Finding(
            subject=indicator.code,
            figure=change,
            figure_unit="%",
            since=since,
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(
                before=quantity(before, indicator),
                value=quantity(value, indicator),
                day=day(since),
                change=percent(change) if change is not None else _("from zero"),
                reason=observation.reason or _("none was given."),
            ),
            action=_("Verify the new value and its reason, and check which issued reports show the earlier one."),
            weight=abs(change) if change is not None else Decimal("Infinity"),
        )


def evidence_missing(situation: Situation) -> Iterator[Finding]:
    """A reported value has no file that supports it; computed values explain themselves."""
    for indicator, observation, value in situation.observed():
        if observation.origin is not Origin.REPORTED or observation.evidence:
            continue
        what = _("The value of {year}, {value}, has no evidence.")
        yield Finding(
            subject=indicator.code,
            figure=None,
            figure_unit="",
            since=observation.recorded_at.astimezone(situation.method.zone).date(),
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(year=situation.year, value=quantity(value, indicator)),
            action=_("Attach the files from which the value can be checked."),
        )


def simulated(situation: Situation) -> Iterator[Finding]:
    """Values of the year are invented for a demonstration: one alert for all of them."""
    codes = [indicator.code for indicator, observation, _value in situation.observed() if observation.simulated]
    if not codes:
        return
    what = ngettext(
        "{count} value of {year} is simulated: it is invented and says nothing about the policy.",
        "{count} values of {year} are simulated: they are invented and say nothing about the policy.",
        len(codes),
    )
    yield Finding(
        subject=situation.policy.code,
        figure=Decimal(len(codes)),
        figure_unit=_("values"),
        since=str(situation.year),
        concerns=answers_for_policy(situation.policy),
        message=what.format(count=written(len(codes)), year=situation.year),
        action=_("Use them to try the system only; do not publish anything that rests on them."),
    )


def _told_why(observed: Observation | None) -> Iterator[str]:
    """Why there is no value, where the unit reported it, as sentences."""
    if observed is None or not observed.no_data_reason:
        return
    yield _("The unit explains: {reason}").format(reason=observed.no_data_reason)
    if observed.expected_on:
        yield _("The figure is expected on {day}.").format(day=day(observed.expected_on))


def _withdrawn(situation: Situation) -> Iterator[Finding]:
    """An approved value was replaced by the report that there is none."""
    for indicator in situation.policy.indicators:
        observation = situation.observations.get((indicator.code, situation.year))
        if observation is None or observation.value is not None or observation.approved_before is None:
            continue
        since = observation.recorded_at.astimezone(situation.method.zone).date()
        what = _("The approved value {before} was withdrawn on {day}: there is no figure. Reason: {reason}")
        yield Finding(
            subject=indicator.code,
            figure=None,
            figure_unit="",
            since=since,
            concerns=answers_for_data(situation.policy, indicator),
            message=what.format(
                before=quantity(observation.approved_before, indicator),
                day=day(since),
                reason=observation.no_data_reason,
            ),
            action=_("Verify the reason, and check which issued reports show the withdrawn value."),
            weight=Decimal("Infinity"),
        )


def _computed(indicator: Indicator, observation: Observation) -> Decimal | None:
    """What the two terms give; ``None`` where one is missing or the denominator is zero."""
    if observation.numerator is None or not observation.denominator:
        return None
    return indicator.measure.scale * observation.numerator / observation.denominator


def _differs_message(indicator: Indicator, value: Decimal, terms: str, computed: Decimal | None) -> str:
    if computed is None:
        what = _("The value is {value}, but its terms {terms} give no value at all.")
        return what.format(value=quantity(value, indicator), terms=terms)
    what = _("The value is {value}, but its terms {terms} give {computed}.")
    return what.format(value=quantity(value, indicator), terms=terms, computed=quantity(computed, indicator))


def _last_before(situation: Situation, indicator: Indicator) -> YearValue | None:
    known = situation.known(indicator, situation.year - 1)
    return known[-1] if known else None
