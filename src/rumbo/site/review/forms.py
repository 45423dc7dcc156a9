"""The forms of the campaign board: its dates, one entity's date, who is to be reminded."""

from collections.abc import Mapping
from typing import Any

from django import forms

from rumbo.core.language import _
from rumbo.core.policy.models import Entity


class _Day(forms.DateInput):
    """A date as browsers choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CampaignForm(forms.Form):
    """When a campaign opens and until when it lasts."""

    use_required_attribute = True
    opens = forms.DateField(widget=_Day())
    due = forms.DateField(widget=_Day())
    comment = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields their words."""
        super().__init__(*args, **kwargs)
        self.fields["opens"].label = _("Opens on")
        self.fields["due"].label = _("Due on")
        self.fields["due"].help_text = _("The common date; it can be moved for single entities afterwards.")
        self.fields["comment"].label = _("Remark")


class DueForm(forms.Form):
    """Another due date for one entity; an empty one gives it the common date again."""

    entity = forms.ChoiceField()
    due = forms.DateField(required=False, widget=_Day())
    reason = forms.CharField(max_length=1000)

    def __init__(self, entities: tuple[Entity, ...], data: Mapping[str, Any] | None = None) -> None:
        """Give the fields their words and the entities of the campaign."""
        super().__init__(data, prefix="move")
        chosen = self.fields["entity"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - as declared above
        chosen.choices = [(entity.code, entity.name) for entity in entities]
        chosen.label = _("Entity")
        self.fields["due"].label = _("New due date")
        self.fields["due"].help_text = _("Leave it empty to give the entity the common date again.")
        self.fields["reason"].label = _("Reason")
