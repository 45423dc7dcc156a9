"""Where one number comes from: the sheet, the inputs, the judgement, the people, the history, the sum done again."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.apps.ledger.standing import LedgerStanding
from rumbo.core.language import _
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Alert, Compliance
from rumbo.core.observations import Observation
from rumbo.core.policy.models import Indicator, Policy


class Outcome(StrEnum):
    """What doing the sum again gave."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_COMPUTED = "not_computed"
    """The value was reported as such: there is no sum to do, only evidence to read."""
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Recomputation:
    """The value computed again from its stored inputs.

    Attributes:
        outcome: same, different, or nothing to compute.
        value: what the sum gives now; ``None`` where there is none.
        difference: value now minus value recorded.
        how: the sum, as a sentence.
    """

    outcome: Outcome
    value: Decimal | None
    difference: Decimal | None
    how: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be told of one indicator in one year, as known at a moment.

    Attributes:
        policy: the policy, whose ``sha256`` is the version of every fact of the sheet.
        indicator: the sheet.
        year: the year asked for.
        as_of: the moment of the view.
        observation: the value that counts; ``None`` where nothing counts.
        compliance: how it is judged.
        method: the method that judges.
        alerts: the alerts of this indicator.
        history: every revision recorded for this indicator and year, oldest first, with its steps.
        recomputation: the sum done again.
    """

    policy: Policy
    indicator: Indicator
    year: int
    as_of: datetime
    observation: Observation | None
    compliance: Compliance
    method: Method
    alerts: tuple[Alert, ...]
    history: tuple[RevisionRecord, ...]
    recomputation: Recomputation


def explain(seen: LedgerStanding, code: str) -> Explanation:
    """Explain one indicator of a standing.

    Args:
        seen: the judged values of the year, with their place in the ledger.
        code: code of an indicator of the policy.
    """
    standing = seen.standing
    indicator = standing.policy.indicator(code)
    observation = standing.observations.get((code, standing.year))
    return Explanation(
        policy=standing.policy,
        indicator=indicator,
        year=standing.year,
        as_of=standing.as_of,
        observation=observation,
        compliance=standing.judged[code],
        method=standing.method,
        alerts=tuple(alert for alert in standing.alerts if alert.subject == code),
        history=selectors.history(standing.policy.code, code, standing.year, as_of=standing.as_of),
        recomputation=recompute(indicator, observation),
    )


def recompute(indicator: Indicator, observation: Observation | None) -> Recomputation:
    """Do the sum of a value again from what the ledger stores.

    A ratio is scale x numerator / denominator; a value reported as such has no sum.
    """
    if observation is None or observation.value is None:
        return Recomputation(Outcome.NO_DATA, None, None, _("There is no value that counts for this year."))
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or not denominator:
        return Recomputation(
            Outcome.NOT_COMPUTED, None, None, _("The value was reported as such; its evidence is the proof.")
        )
    scale = indicator.measure.scale
    value = scale * numerator / denominator
    difference = value - observation.value
    return Recomputation(
        Outcome.DIFFERENT if difference else Outcome.SAME,
        value,
        difference,
        f"{scale} × {numerator} / {denominator}" if scale != 1 else f"{numerator} / {denominator}",
    )
