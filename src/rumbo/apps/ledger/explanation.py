"""Where one number comes from: the sheet, the inputs, the judgement, the people, the history, the sum done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.computing import compute
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.apps.ledger.standing import LedgerStanding
from rumbo.core.customs.lake import Lake
from rumbo.core.errors import InputError
from rumbo.core.language import _
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Alert, Compliance
from rumbo.core.observations import Observation
from rumbo.core.policy.models import Indicator, Policy
from rumbo.core.tables import table
from rumbo.core.workspace import workspace


class Outcome(StrEnum):
    """What doing the sum again gave."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_COMPUTED = "not_computed"
    """The value was reported as such: there is no sum to do, only evidence to read."""
    NO_DATA = "no_data"
    NOT_ASKED = "not_asked"
    """The sum takes a while and was not asked for."""


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


_NOT_ASKED = Recomputation(Outcome.NOT_ASKED, None, None, "")


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
        lineage: how a computed value was computed: statistic, SQL and its hash, parameters, version of the lake, the
            reference tables with their hashes; ``None`` for a reported value.
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
    lineage: Mapping[str, Any] | None


def explain(seen: LedgerStanding, code: str, *, run_again: bool = True) -> Explanation:
    """Explain one indicator of a standing.

    Args:
        seen: the judged values of the year, with their place in the ledger.
        code: code of an indicator of the policy.
        run_again: whether the statistic of a computed value is run again, which takes about a second.
    """
    standing = seen.standing
    indicator = standing.policy.indicator(code)
    observation = standing.observations.get((code, standing.year))
    past = selectors.history(standing.policy.code, code, standing.year, as_of=standing.as_of)
    lineage = _lineage(past, observation)
    return Explanation(
        policy=standing.policy,
        indicator=indicator,
        year=standing.year,
        as_of=standing.as_of,
        observation=observation,
        compliance=standing.judged[code],
        method=standing.method,
        alerts=tuple(alert for alert in standing.alerts if alert.subject == code),
        history=past,
        recomputation=recompute(indicator, observation, lineage) if run_again or not lineage else _NOT_ASKED,
        lineage=lineage,
    )


def recompute(
    indicator: Indicator, observation: Observation | None, lineage: Mapping[str, Any] | None = None
) -> Recomputation:
    """Do the sum of a value again from what the ledger stores.

    A ratio is scale x numerator / denominator; a computed value runs its statistic again on the same version of the
    lake with the same tables and parameters; a value reported as such has no sum.

    Args:
        indicator: the sheet.
        observation: the value that counts.
        lineage: how a computed value was computed, as recorded with it.
    """
    if observation is None or observation.value is None:
        return Recomputation(Outcome.NO_DATA, None, None, _("There is no value that counts for this year."))
    if lineage:
        return _computed_again(indicator, observation, observation.value, lineage)
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


def _computed_again(
    indicator: Indicator, observation: Observation, recorded: Decimal, lineage: Mapping[str, Any]
) -> Recomputation:
    """Run the statistic again on the recorded version of the lake, with the recorded tables and parameters."""
    how = _("statistic {name}, version {version} of the lake").format(
        name=lineage["statistic"], version=lineage["lake_version"] or "—"
    )
    try:
        tables = {name: table(name, told["version"]) for name, told in lineage["tables"].items() if told["sha256"]}
        again = compute(
            indicator,
            observation.year,
            lake=Lake(workspace().lake),
            version=lineage["lake_version"],
            tables=tables,
            parameters=lineage["parameters"],
        )
    except InputError as gone:
        return Recomputation(Outcome.DIFFERENT, None, None, f"{how}: {gone}")
    value = again.value.value if again.value else None
    if value is None:
        return Recomputation(Outcome.DIFFERENT, None, None, f"{how}: {again.reason}")
    difference = value - recorded
    return Recomputation(Outcome.DIFFERENT if difference else Outcome.SAME, value, difference, how)


def _lineage(past: Sequence[RevisionRecord], observation: Observation | None) -> Mapping[str, Any] | None:
    """How the revision that counts was computed; ``None`` for a reported one."""
    number = observation.revision if observation else None
    found = next((revision.lineage for revision in past if revision.number == number), None)
    return found if isinstance(found, Mapping) else None
