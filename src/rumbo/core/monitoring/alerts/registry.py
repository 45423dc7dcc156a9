"""Which rules of alert are there? All of them, the most urgent first, with their names and explanations."""

from rumbo.core.language import _
from rumbo.core.monitoring.alerts import data, design, results
from rumbo.core.monitoring.alerts.rule import Rule
from rumbo.core.monitoring.records import Severity

#: Every rule in the order in which its alerts are listed within their severity.
RULES: tuple[Rule, ...] = (
    Rule(
        "simulated",
        Severity.HIGH,
        data.simulated,
        lambda: _("Simulated values"),
        lambda: _("Some values of the year are invented for a demonstration. One alert counts all of them."),
    ),
    Rule(
        "low_compliance",
        Severity.HIGH,
        results.low_compliance,
        lambda: _("Low compliance"),
        lambda: _("The compliance ratio lies in the red band of the method."),
    ),
    Rule(
        "no_data",
        Severity.HIGH,
        data.no_data,
        lambda: _("No data after the due date"),
        lambda: _(
            "The year has an expected value, the entity's due date in the reporting campaign is past, and no value "
            "counts. Without a campaign nobody is late."
        ),
    ),
    Rule(
        "value_differs_from_ratio",
        Severity.HIGH,
        data.value_differs_from_ratio,
        lambda: _("Value differs from its numerator and denominator"),
        lambda: _("The value of a ratio is not what its two terms give, beyond the rounding of the value."),
    ),
    Rule(
        "percentage_out_of_range",
        Severity.HIGH,
        data.percentage_out_of_range,
        lambda: _("Percentage out of range"),
        lambda: _("The numerator is part of the denominator, and yet the value is below 0 or above 100 %."),
    ),
    Rule(
        "count_not_whole",
        Severity.MEDIUM,
        data.count_not_whole,
        lambda: _("Count with decimals"),
        lambda: _("The indicator counts things, and yet its value is not a whole number."),
    ),
    Rule(
        "jump",
        Severity.MEDIUM,
        data.jump,
        lambda: _("Jump against the last known value"),
        lambda: _(
            "The value is more times the last known one than the method allows, or less than the inverse. After a "
            "value of zero, or across zero, no factor exists and nothing is said."
        ),
    ),
    Rule(
        "revised_after_approval",
        Severity.MEDIUM,
        data.revised_after_approval,
        lambda: _("Approved value revised"),
        lambda: _("A value that had been approved was replaced by one that differs by more than the method allows."),
    ),
    Rule(
        "falling",
        Severity.MEDIUM,
        results.falling,
        lambda: _("Falling twice in a row"),
        lambda: _(
            "The last three known values, the baseline included, get worse one after the other in the direction of "
            "the indicator."
        ),
    ),
    Rule(
        "off_track",
        Severity.MEDIUM,
        results.off_track,
        lambda: _("Off track"),
        lambda: _(
            "The change a year required to reach the expected value of a milestone year exceeds, by more than the "
            "method's factor, the change a year observed since the baseline."
        ),
    ),
    Rule(
        "evidence_missing",
        Severity.MEDIUM,
        data.evidence_missing,
        lambda: _("Evidence missing"),
        lambda: _("A reported value has no file that supports it. Computed and simulated values need none."),
    ),
    Rule(
        "over_compliance",
        Severity.LOW,
        results.over_compliance,
        lambda: _("Over-compliance: review the target"),
        lambda: _("The compliance ratio exceeds the method's limit: the value is wrong or the target too low."),
    ),
    Rule(
        "target_against_direction",
        Severity.LOW,
        design.target_against_direction,
        lambda: _("Target against the direction"),
        lambda: _(
            "The sheet states a direction, and yet the expected value of the year is worse than the baseline or than "
            "the expected value before it."
        ),
    ),
    Rule(
        "service_without_indicator",
        Severity.LOW,
        design.service_without_indicator,
        lambda: _("Service without indicator"),
        lambda: _("The policy gives the service no indicator, so nothing can be said of its progress."),
    ),
)
