"""The forms of the room: what was done, who answers, what is promised until when, how it ended, what is recommended."""

from collections.abc import Iterable
from typing import Any

from django import forms

from rumbo.apps.following.models import Progress
from rumbo.apps.following.records import ENDED
from rumbo.apps.following.services.entries import LONGEST_TEXT
from rumbo.apps.following.words import progress_name
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy
from rumbo.site.following.choices import Grouped, units_grouped
from rumbo.site.long_choice import LongChoice
from rumbo.site.work.arriving import most_megabytes
from rumbo.site.work.file_types import ACCEPTED, accepted_words

_NOBODY = ("", "—")


class _Day(forms.DateInput):
    """A date as browsers choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _text(rows: int = 3, *, required: bool = True) -> forms.CharField:
    return forms.CharField(required=required, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}))


class StepForm(forms.Form):
    """A form of a page that has several: its fields are told apart by its name."""

    use_required_attribute = False

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Name the fields after the step, and give them their words."""
        kwargs["prefix"] = name
        super().__init__(*args, **kwargs)
        for field, label in self.labels().items():
            self.fields[field].label = label

    def labels(self) -> dict[str, str]:
        """What each field is called."""
        return {}

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field."""
        for problem in problems:
            if problem.where in self.fields:
                self.add_error(problem.where, f"{problem.what} {problem.mend}".rstrip())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, field by field, for the head of the page."""
        return tuple(
            Problem(str(error), str(self.fields[name].label or name))
            for name, errors in self.errors.items()
            for error in errors
        )

    def choose(self, name: str, choices: Any) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = choices


class RemarkForm(StepForm):
    """A remark that must be there: why something is taken up again."""

    remark = _text(2)

    def labels(self) -> dict[str, str]:
        """Its one field."""
        return {"remark": _("Reason")}


class PublicForm(StepForm):
    """A remark that may be there."""

    remark = _text(2, required=False)

    def labels(self) -> dict[str, str]:
        """Its one field."""
        return {"remark": _("Remark")}


class FollowForm(StepForm):
    """What was done, with a file that supports it."""

    remark = _text()
    file = forms.FileField(required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which files are taken."""
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Up to {most} MB: {accepted}.").format(
            most=most_megabytes(), accepted=accepted_words()
        )

    def labels(self) -> dict[str, str]:
        """What was done, and the file."""
        return {"remark": _("What was done"), "file": _("Evidence")}


class MoveForm(StepForm):
    """Another date, with the reason; the one first promised stays in the history."""

    new_due = forms.DateField(widget=_Day())
    remark = _text(2)

    def labels(self) -> dict[str, str]:
        """The date and why."""
        return {"new_due": _("New date"), "remark": _("Reason")}


class AssignForm(StepForm):
    """Who answers from now on."""

    owner = forms.TypedChoiceField(coerce=int, widget=LongChoice)
    remark = _text(2, required=False)

    def __init__(self, name: str, people: Grouped, *args: Any, **kwargs: Any) -> None:
        """Offer the people who may follow something up."""
        super().__init__(name, *args, **kwargs)
        self.choose("owner", [_NOBODY, *people])

    def labels(self) -> dict[str, str]:
        """The person, and a remark."""
        return {"owner": _("Person in charge"), "remark": _("Remark")}


class TakeForm(AssignForm):
    """Who answers for several alerts that are taken up together, and a remark that the history of each shows."""

    def __init__(self, people: Grouped, *args: Any, **kwargs: Any) -> None:
        """Offer the people who may follow something up."""
        super().__init__("take", people, *args, **kwargs)


class CommitForm(StepForm):
    """What is promised, by whom, until when."""

    text = _text()
    entity = forms.ChoiceField(widget=LongChoice)
    person = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, widget=LongChoice)
    due = forms.DateField(widget=_Day())

    def __init__(self, name: str, people: Grouped, units: Grouped, *args: Any, **kwargs: Any) -> None:
        """Offer entities with their units, and people."""
        super().__init__(name, *args, **kwargs)
        self.choose("entity", units)
        self.choose("person", [_NOBODY, *people])
        self.fields["person"].help_text = _("Without a person, the people of the entity and unit answer for it.")

    def labels(self) -> dict[str, str]:
        """What is promised, by whom, until when."""
        return {
            "text": _("What is promised"),
            "entity": _("Entity and unit"),
            "person": _("Person in charge"),
            "due": _("Until when"),
        }


class EndForm(StepForm):
    """How it ended, and why."""

    progress = forms.TypedChoiceField(coerce=Progress, widget=forms.RadioSelect)
    remark = _text(2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the two ends."""
        super().__init__(*args, **kwargs)
        ends = [state for state in Progress if state in ENDED]
        self.choose("progress", [(state.value, progress_name(state).capitalize()) for state in ends])

    def labels(self) -> dict[str, str]:
        """The end, and the reason."""
        return {"progress": _("How it ended"), "remark": _("Reason")}


class RecommendForm(StepForm):
    """A recommendation of an evaluation report."""

    report = forms.CharField(max_length=200)
    number = forms.CharField(max_length=20)
    text = _text()
    entity = forms.ChoiceField(widget=LongChoice)
    due = forms.DateField(required=False, widget=_Day())

    def __init__(self, policy: Policy, *args: Any, **kwargs: Any) -> None:
        """Offer entities with their units."""
        super().__init__("recommend", *args, **kwargs)
        self.choose("entity", units_grouped(policy))
        self.fields["report"].help_text = _("As it is cited, for instance “Evaluation report 2025”.")

    def labels(self) -> dict[str, str]:
        """Where it stands, what it says, to whom, until when."""
        return {
            "report": _("Evaluation report"),
            "number": _("Number"),
            "text": _("What is recommended"),
            "entity": _("Entity and unit"),
            "due": _("Until when"),
        }
