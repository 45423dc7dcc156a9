"""What a rule is, and what it finds: the frozen records of the design evaluation.

The evaluation of a policy's design (evaluación de diseño) asks about pertinence (does the design attend the problem?)
and coherence (do its parts agree?). A rule asks one such question; each answer that a person should look at is a
finding. A finding changes nothing: a person accepts it, dismisses it with a reason, or mends the policy.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from rumbo.core.language import _
from rumbo.core.policy.models import Policy


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    HIGH = "high"
    """It changes a target, a decision or a commitment."""
    MEDIUM = "medium"
    """A figure, a link or a name can mislead."""
    LOW = "low"
    """It concerns the form, or is explained by rounding or scope."""


class Certainty(StrEnum):
    """How sure a finding is."""

    CONFIRMED = "confirmed"
    """Anyone can read it in the source."""
    PROBABLE = "probable"
    """It depends on a reading of the source."""
    CHECK_ORIGINAL = "check_original"
    """It may come from the conversion of the document: look at the original first."""


class Group(StrEnum):
    """Which of the two questions of the design evaluation a rule belongs to."""

    PERTINENCE = "pertinence"
    COHERENCE = "coherence"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value that was compared, and where the source prints it."""

    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """What the function of a rule yields: a finding before the engine numbers it.

    Attributes:
        title: a whole sentence, in the reader's language: what was found.
        elements: codes of the elements concerned, the one to mend first.
        about: a word that tells apart two findings of one rule on the same elements; it is not shown.
        values: the values that were compared.
        severity: ``None`` takes the rule's own.
        certainty: ``None`` takes the rule's own.
        remark: what explains or weighs the finding.
        resolution: what a person could do about it.
        sources: further places in the source, beside those of the values.
    """

    title: str
    elements: tuple[str, ...]
    about: str = ""
    values: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    certainty: Certainty | None = None
    remark: str = ""
    resolution: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a policy that a person should look at.

    Attributes:
        id: rule and number, ``NU-04.01``; the same on every run over the same policy.
        key: rule, elements and what it is about, ``NU-04:S1.4.1-Q1``; the same although other findings come and go.
        rule: id of the rule.
        severity: how much it matters.
        certainty: how sure it is.
        elements: codes of the elements concerned.
        title: a whole sentence that says what was found.
        values: what was compared, with its place in the source.
        remark: what explains or weighs it; may be empty.
        suggested_resolution: what a person could do about it; may be empty.
        sources: every place of the source to look at, without repetition.
    """

    id: str
    key: str
    rule: str
    severity: Severity
    certainty: Certainty
    elements: tuple[str, ...]
    title: str
    values: tuple[Evidence, ...]
    remark: str
    suggested_resolution: str
    sources: tuple[str, ...]

    def as_document(self) -> dict[str, object]:
        """The finding as plain data, for JSON and YAML."""
        plain = asdict(self)
        plain["severity"], plain["certainty"] = self.severity.value, self.certainty.value
        return plain


Check = Callable[[Policy], Iterable[Instance]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named question about a policy.

    Attributes:
        id: chapter and number, ``NU-04``.
        name: its short name, in English; :meth:`spoken_name` translates it.
        question: what it asks, in English; :meth:`spoken_question` translates it.
        group: pertinence or coherence.
        severity: severity of its findings where the function says nothing else.
        certainty: certainty of its findings where the function says nothing else.
        check: the function that answers it.
    """

    id: str
    name: str
    question: str
    group: Group
    severity: Severity
    certainty: Certainty
    check: Check

    def spoken_name(self) -> str:
        """The name in the reader's language."""
        return _(self.name)

    def spoken_question(self) -> str:
        """The question in the reader's language."""
        return _(self.question)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts codes as people do: ``S2.10`` after ``S2.9``."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", text))
