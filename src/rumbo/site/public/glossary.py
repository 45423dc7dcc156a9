"""What do the words of monitoring mean? Short texts for readers who are not of the trade."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.site.public.anchors import anchor


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here.

    Attributes:
        key: its name in addresses, the same in every language.
        name: the word.
        told: what it means.
    """

    key: str
    name: str
    told: str

    @property
    def anchor(self) -> str:
        """Its place on the page of the methodology."""
        return anchor(f"term-{self.key}")


def glossary() -> tuple[Term, ...]:
    """The terms in the order in which a reader needs them, in the language in force."""
    return (*_of_the_policy(), *_of_its_monitoring())


def _of_the_policy() -> tuple[Term, ...]:
    return (
        Term(
            "objective",
            _("Priority objective"),
            _("A change in the country that the policy promises. Its own indicators measure whether it comes about."),
        ),
        Term(
            "guideline",
            _("Guideline"),
            _("A road towards an objective. It gathers services, or rules to be issued where it is a normative one."),
        ),
        Term(
            "service",
            _("Service"),
            _("What a public entity gives to firms or citizens. Its indicators measure its quality and its coverage."),
        ),
        Term(
            "indicator",
            _("Indicator"),
            _("A measure with a unit, a formula, a baseline and an expected value for the years of the policy."),
        ),
        Term(
            "baseline",
            _("Baseline"),
            _("The value from which the policy starts, measured before it begins. Some indicators have none yet."),
        ),
        Term(
            "expected",
            _("Expected value"),
            _("What the policy promises for a year. The text calls it logro esperado; it is also called a target."),
        ),
        Term(
            "obtained",
            _("Obtained value"),
            _(
                "What was reached in a year, as the responsible unit reported it or as it was computed from customs "
                "data."
            ),
        ),
        Term(
            "ratio",
            _("Compliance ratio"),
            _("How much of the expected value was reached, in percent. Where less is better it is read the other way."),
        ),
    )


def _of_its_monitoring() -> tuple[Term, ...]:
    return (
        Term(
            "light",
            _("Light"),
            _(
                "Green, amber or red by the compliance ratio; grey where a value was due and none is known; white "
                "where the policy expects nothing in the year."
            ),
        ),
        Term(
            "result-index",
            _("Result index"),
            _("Mean of the ratios of the indicators of the objectives: what changed in the country."),
        ),
        Term(
            "management-index",
            _("Management index"),
            _("Mean of the ratios of the indicators of the services: how the State did its part."),
        ),
        Term(
            "coverage",
            _("Coverage of an index"),
            _("On how many of the indicators that were due the index rests. An index with low coverage says little."),
        ),
        Term(
            "no-data",
            _("No data"),
            _(
                "A value was due and is not known. It is never counted as a zero: it is left out and shows in the "
                "coverage."
            ),
        ),
        Term(
            "revision",
            _("Revision"),
            _(
                "A value is never overwritten. A correction is a new revision with its reason, and the earlier one "
                "stays."
            ),
        ),
        Term(
            "ledger",
            _("Ledger"),
            _(
                "The book in which every value, step and report is written once. Each entry carries the hash of the "
                "one before, so that any later change is detected."
            ),
        ),
        Term(
            "simulated",
            _("Simulated value"),
            _(
                "A value invented to show how the system works. It is marked wherever it stands and says nothing "
                "about the country."
            ),
        ),
    )
