"""In which words does a judgement explain itself? One sentence for every note."""

from rumbo.core.language import _
from rumbo.core.monitoring.records import Note


def note_text(note: Note) -> str:
    """The sentence of a note, in the language in force."""
    return _sentences()[note]


def _sentences() -> dict[Note, str]:
    return {
        Note.DIRECTION_INFERRED: _(
            "The sheet defines no direction; it was inferred from the change of the expected values."
        ),
        Note.CONSTANT_SERIES: _(
            "All expected values are equal, so the indicator is judged as ascending by convention."
        ),
        Note.SERIES_BOTH_WAYS: _(
            "The expected values rise and fall; the direction is that of their change from the first to the last."
        ),
        Note.NO_DIRECTION: _("There is neither a direction nor an expected value, so the indicator cannot be judged."),
        Note.ZERO_TARGET: _(
            "Target of zero: the ratio is 100 if it was met and 0 if it was not, as nothing can be divided by zero."
        ),
        Note.ZERO_OBTAINED: _("The obtained value is zero, better than the expected value: the ratio is 100."),
        Note.BEYOND_ZERO: _("The obtained value lies beyond zero, better than the expected value: the ratio is 100."),
        Note.NEGATIVE_TARGET: _(
            "The expected value is negative: the ratio is read as in a mirror, so that a better value never lowers it."
        ),
        Note.OPPOSITE_SIGNS: _(
            "The obtained value lies on the other side of zero from the expected one: the ratio is negative."
        ),
        Note.TARGET_EQUALS_BASELINE: _(
            "The expected value equals the baseline: the progress since the baseline is undefined."
        ),
        Note.BASELINE_NOT_MEASURED: _("The baseline was not measured: the progress since the baseline is undefined."),
        Note.NO_BASELINE: _("The sheet prints no baseline: the progress since the baseline is undefined."),
        Note.TARGET_AGAINST_DIRECTION: _(
            "The expected value is worse than the baseline: progress since the baseline means approaching that value, "
            "not improving."
        ),
        Note.TARGET_DIFFERS_FROM_RATIO: _(
            "The printed target differs from its numerator and denominator by more than rounding; the target counts."
        ),
        Note.TYPE_1_INSTEAD: _("The progress since the baseline cannot count here; the ratio to the target counts."),
        Note.CAPPED: _("The ratio enters the means with its limit, not with its full value."),
        Note.JUST_BELOW_BAND: _(
            "The ratio is printed rounded and lies just below the limit of the next light; the light follows the "
            "unrounded ratio."
        ),
        Note.NO_DATA_EXPLAINED: _(
            "There is no figure for the year and it was reported why; the year counts as without data, never as a zero."
        ),
    }
