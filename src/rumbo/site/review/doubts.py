"""Which reported values deserve a second look before they go on? Those that a rule about the data itself flags."""

from collections.abc import Mapping

from rumbo.core.monitoring.records import Alert, Standing

#: Rules about the value itself. What the value means (low compliance, off track) is told by its light, not doubted.
DOUBTFUL = frozenset(
    {
        "value_differs_from_ratio",
        "percentage_out_of_range",
        "count_not_whole",
        "jump",
        "revised_after_approval",
        "evidence_missing",
        "over_compliance",
    }
)


def doubts_by_indicator(standing: Standing) -> Mapping[str, tuple[Alert, ...]]:
    """The doubts of a year by indicator code; a value without an entry is clean."""
    found: dict[str, tuple[Alert, ...]] = {}
    for alert in standing.alerts:
        if alert.code in DOUBTFUL:
            found[alert.subject] = (*found.get(alert.subject, ()), alert)
    return found
