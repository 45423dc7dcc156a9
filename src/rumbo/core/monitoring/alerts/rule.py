"""What is a rule of alert made of, and what may it look at?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.paths import YearValue, known_values
from rumbo.core.monitoring.records import Compliance, Severity
from rumbo.core.observations import Observation, Observations
from rumbo.core.policy.models import Indicator, Policy


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a rule may look at: the promise, the values, their judgement, and the moment."""

    policy: Policy
    year: int
    method: Method
    observations: Observations
    judged: Mapping[str, Compliance]
    as_of: datetime
    due_dates: Mapping[str, date]

    def observed(self) -> Iterator[tuple[Indicator, Observation, Decimal]]:
        """The indicators that have a value in the year, with that value."""
        for indicator in self.policy.indicators:
            observation = self.observations.get((indicator.code, self.year))
            if observation is not None and observation.value is not None:
                yield indicator, observation, observation.value

    def known(self, indicator: Indicator, year: int) -> tuple[YearValue, ...]:
        """Every known value of an indicator up to a year, oldest first."""
        return known_values(indicator, self.observations, year)

    def judgement(self, indicator: Indicator, year: int) -> Compliance:
        """The judgement of an indicator in this or another year."""
        if year == self.year:
            return self.judged[indicator.code]
        observed = self.observations.get((indicator.code, year))
        return judge(indicator, year, observed.value if observed else None, self.method)

    def first_year(self, indicator: Indicator, holds: Callable[[Compliance], bool]) -> str:
        """Since which year a condition holds without a break; years without target do not break it."""
        first = self.year
        for year in range(self.year - 1, self.policy.baseline_year - 1, -1):
            if indicator.target(year) is None:
                continue
            if not holds(self.judgement(indicator, year)):
                break
            first = year
        return str(first)


@dataclass(frozen=True, slots=True)
class Finding:
    """One instance of a rule. The rule's code and severity make an alert of it.

    Attributes:
        subject: code of the indicator, the service or the policy.
        figure: the number that raised it; ``None`` where there is none.
        figure_unit: ``%``, ``x`` (times), days, or the indicator's unit.
        since: first year (as text) or day for which it holds.
        concerns: unit and entity that must act.
        message: what was found, a sentence.
        action: what to do, a sentence.
        weight: how bad it is beside others of the same rule, the greater the worse.
    """

    subject: str
    figure: Decimal | None
    figure_unit: str
    since: date | str
    concerns: str
    message: str
    action: str
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of alert.

    Attributes:
        code: its stable name, ``low_compliance``.
        severity: how soon its alerts ask for action.
        find: looks at a situation and tells what it finds.
        say_title: its name in the language in force.
        say_explanation: what raises it and why, in the language in force.
    """

    code: str
    severity: Severity
    find: Callable[[Situation], Iterator[Finding]]
    say_title: Callable[[], str]
    say_explanation: Callable[[], str]

    @property
    def title(self) -> str:
        """Its name in the language in force."""
        return self.say_title()

    @property
    def explanation(self) -> str:
        """What raises it and why, one or two sentences in the language in force."""
        return self.say_explanation()
