"""Which steps may a person take with something followed, through which form, and what does each do?

The pages offer what the person's role and the state allow; the services decide again when a form is sent.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from rumbo.apps.accounts.models import Person
from rumbo.apps.following import services
from rumbo.apps.following.reach import Matter, Reach
from rumbo.apps.following.records import ENDED, CaseRecord, CommitmentRecord, RecommendationRecord
from rumbo.core.language import _
from rumbo.site.following.choices import chosen_unit, entity_and_unit, people_grouped, units_grouped
from rumbo.site.following.forms import (
    AssignForm,
    CommitForm,
    EndForm,
    FollowForm,
    MoveForm,
    PublicForm,
    RemarkForm,
    StepForm,
)
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.arriving import received

Given = Mapping[str, Any]
_TELL: Callable[..., object] = services.follow_up


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person may do on a page.

    Attributes:
        name: value of its button.
        title: what it is called.
        button: what the button says.
        form: what it asks for.
        act: does it with what was given.
        said: what the next page says when it is done.
        offered: whether the state allows it now.
        opened: whether the page shows its form without being asked.
    """

    name: str
    title: str
    button: str
    form: StepForm
    act: Callable[[Given], object]
    said: str
    offered: bool = True
    opened: bool = False


@dataclass(frozen=True, slots=True)
class _Services:
    """What does the steps of a case, or of a recommendation."""

    about: str
    assign: Callable[..., object]
    close: Callable[..., object]
    reopen: Callable[..., object]


_OF: Mapping[type, _Services] = {
    CaseRecord: _Services("case_id", services.assign, services.close, services.reopen),
    RecommendationRecord: _Services(
        "recommendation_id",
        services.assign_recommendation,
        services.close_recommendation,
        services.reopen_recommendation,
    ),
}


class Steps:
    """Makes the steps of a person; the form that was sent is filled with what was sent."""

    def __init__(self, request: HttpRequest, reach: Reach) -> None:
        """Remember who asks and what was sent."""
        self.actor, self.reach = person_of(request), reach
        self.sent = request.POST.get("action", "") if request.method == "POST" else ""
        self._filled: dict[str, Any] = {"data": request.POST, "files": request.FILES}

    def of_matter(self, record: Matter) -> tuple[Step, ...]:
        """The steps with a case or a recommendation."""
        return tuple(self._of_matter(record))

    def of_commitment(self, promised: CommitmentRecord) -> tuple[Step, ...]:
        """The steps with a commitment."""
        return tuple(self._of_commitment(promised))

    def _of_matter(self, record: Matter) -> Iterator[Step]:
        to, going = _OF[type(record)], record.progress not in ENDED
        if self.reach.follows(record):
            yield self._follow({to.about: record.id}, offered=going)
            if isinstance(record, RecommendationRecord):
                yield self._move({to.about: record.id}, record.due, offered=going)
        if self.reach.leads:
            people = people_grouped(policy())
            yield self._commit(to.about, record, people, offered=going)
            yield self._assign(to.assign, record, people, offered=going)
            yield self._end("close", to.close, record.id, offered=going)
            yield self._again("reopen", to.reopen, record.id, offered=not going)
        if self.reach.publishes and isinstance(record, CaseRecord):
            yield from self._public(record)

    def _of_commitment(self, promised: CommitmentRecord) -> Iterator[Step]:
        going = promised.progress not in ENDED
        if self.reach.follows(promised):
            yield self._follow({"commitment_id": promised.id}, offered=going)
            yield self._move({"commitment_id": promised.id}, promised.due, offered=going)
        if self.reach.leads:
            yield self._end("settle", services.settle, promised.id, offered=going)
            yield self._again("unsettle", services.unsettle, promised.id, offered=not going)

    def _follow(self, about: Mapping[str, int], *, offered: bool) -> Step:
        def act(given: Given) -> object:
            file = given["file"]
            evidence = received(file) if isinstance(file, UploadedFile) else None
            return _TELL(policy(), actor=self.actor, remark=given["remark"], evidence=evidence, **about)

        return Step(
            "follow",
            _("Tell what was done"),
            _("Add to the history"),
            FollowForm("follow", **self._given("follow")),
            act,
            _("It was added to the history."),
            offered=offered,
            opened=True,
        )

    def _move(self, about: Mapping[str, int], due: date | None, *, offered: bool) -> Step:
        def act(given: Given) -> object:
            new, why = given["new_due"], given["remark"]
            return _TELL(policy(), actor=self.actor, remark=why, new_due=new, **about)

        return Step(
            "move",
            _("Move the date") if due else _("Set a date"),
            _("Move the date") if due else _("Set a date"),
            MoveForm("move", **self._given("move")),
            act,
            _("The date was moved; the one before stays in the history."),
            offered=offered,
        )

    def _commit(self, about: str, record: Matter, people: Any, *, offered: bool) -> Step:
        def act(given: Given) -> object:
            entity, unit = entity_and_unit(given["entity"])
            return services.commit(
                policy(),
                text=given["text"],
                entity=entity,
                unit=unit,
                person=_person(given["person"]),
                due=given["due"],
                actor=self.actor,
                **{about: record.id},
            )

        units = units_grouped(policy())
        initial = {"entity": chosen_unit(units, record.entity, record.unit)}
        return Step(
            "commit",
            _("Write down a commitment"),
            _("Write it down"),
            CommitForm("commit", people, units, initial=initial, **self._given("commit")),
            act,
            _("The commitment was written down."),
            offered=offered,
        )

    def _assign(self, assign: Callable[..., object], record: Matter, people: Any, *, offered: bool) -> Step:
        def act(given: Given) -> object:
            return assign(policy(), record.id, _person(given["owner"]), actor=self.actor, remark=given["remark"])

        return Step(
            "assign",
            _("Change who is in charge") if record.owner else _("Put someone in charge"),
            _("Put in charge"),
            AssignForm("assign", people, initial={"owner": record.owner_id}, **self._given("assign")),
            act,
            _("The person in charge was changed."),
            offered=offered,
        )

    def _end(self, name: str, end: Callable[..., object], number: int, *, offered: bool) -> Step:
        def act(given: Given) -> object:
            return end(policy(), number, given["progress"], actor=self.actor, remark=given["remark"])

        return Step(
            name,
            _("Close it"),
            _("Close it"),
            EndForm(name, **self._given(name)),
            act,
            _("It was closed."),
            offered=offered,
        )

    def _again(self, name: str, again: Callable[..., object], number: int, *, offered: bool) -> Step:
        def act(given: Given) -> object:
            return again(policy(), number, actor=self.actor, remark=given["remark"])

        return Step(
            name,
            _("Take it up again"),
            _("Take it up again"),
            RemarkForm(name, **self._given(name)),
            act,
            _("It is in progress again."),
            offered=offered,
        )

    def _public(self, record: CaseRecord) -> Iterator[Step]:
        def act(given: Given, *, public: bool) -> object:
            return services.make_public(policy(), record.id, actor=self.actor, public=public, remark=given["remark"])

        yield Step(
            "publish",
            _("Make the alert public"),
            _("Make it public"),
            PublicForm("publish", **self._given("publish")),
            lambda given: act(given, public=True),
            _("The alert is public, with its commitments."),
            offered=not record.public,
        )
        yield Step(
            "withdraw",
            _("Withdraw the alert from the public pages"),
            _("Withdraw it"),
            PublicForm("withdraw", **self._given("withdraw")),
            lambda given: act(given, public=False),
            _("The alert is public no longer."),
            offered=record.public,
        )

    def _given(self, name: str) -> dict[str, Any]:
        return self._filled if name == self.sent else {}


def _person(key: int | None) -> Person | None:
    return Person.objects.get(pk=key) if key is not None else None
