"""How are the figures made? The method in plain words, with its own limits and numbers filled in."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.monitoring.method import Method
from rumbo.core.numbers import written
from rumbo.site.policy_shown import method
from rumbo.site.public.anchors import anchor


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the methodology.

    Attributes:
        key: its name in addresses, the same in every language.
        title: its heading.
        told: its paragraphs.
    """

    key: str
    title: str
    told: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor(f"method-{self.key}")


def sections() -> tuple[Section, ...]:
    """The method of the installation in plain words, in the language in force."""
    judging = method()
    return (
        _road(),
        Section("ratio", _("How a value is compared with what was expected"), _ratio(judging)),
        Section("light", _("How a ratio becomes a light"), _light(judging)),
        Section("index", _("How many ratios become one index"), _index(judging)),
        Section("no-data", _("What is not known is not a zero"), _no_data()),
        Section("trust", _("How you can check it yourself"), _trust()),
    )


def _road() -> Section:
    return Section(
        "road",
        _("From the unit to this page"),
        (
            _(
                "The unit that the policy names reports the value of each of its indicators once a year, with the "
                "files that prove it. Values of foreign trade are computed from the customs lines instead."
            ),
            _(
                "The lead directorate verifies and consolidates what was reported, or returns it with the reason. "
                "The planning office validates it and publishes it with the annual report. Only what was published "
                "is shown here."
            ),
        ),
    )


def _ratio(judging: Method) -> tuple[str, ...]:
    counting = (
        _("What counts is the first ratio: the obtained value over the expected value.")
        if judging.counting_ratio == "type_1"
        else _("What counts is the second ratio: the progress made since the baseline over the progress expected.")
    )
    return (
        _(
            "Two ratios are computed for each value. The first divides the obtained value by the expected value, or "
            "the expected by the obtained where less is better. The second divides the progress made since the "
            "baseline by the progress expected since then."
        ),
        counting,
        _("Ratios are computed without rounding and shown with one decimal. A light is decided before rounding."),
    )


def _light(judging: Method) -> tuple[str, ...]:
    green, amber = written(judging.bands.green), written(judging.bands.amber)
    return (
        _("Green from {green} % on, amber from {amber} % to below {green} %, red below {amber} %.").format(
            green=green, amber=amber
        ),
        _("Each light has its own shape and its word beside its colour, so that nobody depends on colours."),
    )


def _index(judging: Method) -> tuple[str, ...]:
    floor, cap = written(judging.roll_up.floor), written(judging.roll_up.cap)
    return (
        _(
            "There are two indices, and they are never added up. The result index tells what changed in the country: "
            "it is the mean of the objectives' own indicators. The management index tells how the State did its "
            "part: indicators make the score of a service, services that of a guideline, guidelines that of an "
            "objective, objectives the whole."
        ),
        _(
            "In a mean, a ratio below {floor} % counts as {floor} % and one above {cap} % as {cap} %, so that an "
            "excess in one place does not hide a failure in another."
        ).format(floor=floor, cap=cap),
        _("All parts of a mean weigh alike unless every one of them has a grade of relevance."),
    )


def _no_data() -> tuple[str, ...]:
    return (
        _(
            "A value that was due and is not known stays out of every mean. Beside each index stands its coverage: "
            "on how many of the indicators that were due it rests."
        ),
        _(
            "Three things are kept apart everywhere: a zero that was measured, a value that is missing, and a year "
            "for which the policy expects nothing."
        ),
    )


def _trust() -> tuple[str, ...]:
    return (
        _(
            "Every value has a page that explains it: the sheet, the terms of the ratio, who reported and who "
            "validated it, the files that prove it with their hash, every revision with its reason, and the sum done "
            "again."
        ),
        _(
            "Values computed from customs lines show the SQL text that computed them, its hash, and the version of "
            "the data; anyone may run it again."
        ),
        _(
            "Nothing is overwritten. Every entry of the ledger carries the hash of the entry before, so that a "
            "change of the past is detected, and every published report can be printed again as it was."
        ),
    )
