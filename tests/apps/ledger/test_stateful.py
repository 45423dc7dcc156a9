"""Whatever people do in whatever order: no step is skipped, and every past moment can be asked again.

A model of the rules, written a second time in a few lines, is kept beside the ledger and compared with it.
"""

from copy import deepcopy
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.apps.invented import Cast, invented_cast, invented_policy, value

from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import RECORDED, Transition
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, observations, verify
from rumbo.apps.ledger.services import advance, advance_all, record_values, return_value
from rumbo.core.observations import Origin, State

#: What may follow what; written once more by hand.
NEXT = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.CONSOLIDATED, State.RETURNED},
    State.CONSOLIDATED: {State.VALIDATED, State.RETURNED},
    State.VALIDATED: {State.PUBLISHED, State.RETURNED},
    State.PUBLISHED: set(),
    State.RETURNED: set(),
}
COUNTING = {
    State.SUBMITTED: {State.SUBMITTED, State.CONSOLIDATED, State.VALIDATED, State.PUBLISHED},
    State.VALIDATED: {State.VALIDATED, State.PUBLISHED},
}
INDICATORS = st.integers(1, 2)
FIGURES = st.integers(0, 3)
Known = dict[int, list[list[object]]]


class Ledger(RuleBasedStateMachine):
    """Values of two indicators, each a list of revisions, each revision a figure and a state."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.policy = invented_policy()
        self.people: Cast = invented_cast(self.policy)
        self.known: Known = {1: [], 2: []}
        self.past: list[tuple[datetime, Known]] = []

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            try:
                self.every_past_moment_is_as_it_was()
                assert verify().sound
                self.no_step_was_skipped()
            finally:
                transaction.savepoint_rollback(self.savepoint)

    @rule(indicator=INDICATORS, figure=FIGURES, submit=st.booleans())
    def record(self, indicator: int, figure: int, submit: bool) -> None:
        done = record_values(
            self.policy,
            [value(indicator, str(figure))],
            origin=Origin.REPORTED,
            actor=self.people.lead,
            submit=submit,
        )
        revisions = self.known[indicator]
        changed = not revisions or revisions[-1][0] != figure
        assert bool(done.recorded) is changed
        if changed:
            revisions.append([figure, State.SUBMITTED if submit else State.DRAFT])
        self.remember()

    @rule(indicator=INDICATORS, to=st.sampled_from(State), by=st.sampled_from(["lead", "planning", "auditor"]))
    def move(self, indicator: int, to: State, by: str) -> None:
        key, actor = ObservationKey("water-2030", f"OP1-I{indicator}", 2026), getattr(self.people, by)
        revisions = self.known[indicator]
        try:
            if to is State.RETURNED:
                return_value(key, actor=actor, reason="mend it")
            else:
                advance(key, to, actor=actor)
        except LedgerError:
            if by == "lead":
                allowed = NEXT[revisions[-1][1]] if revisions else set()  # type: ignore[index]
                assert to not in allowed or to is State.PUBLISHED or revisions[-1][1] is State.VALIDATED
            return
        assert by != "auditor"
        assert to in NEXT[revisions[-1][1]]  # type: ignore[index]
        revisions[-1][1] = to
        self.remember()

    @rule(to=st.sampled_from([State.SUBMITTED, State.CONSOLIDATED, State.VALIDATED]))
    def move_all(self, to: State) -> None:
        done = advance_all("water-2030", 2026, to, self.people.lead)
        moved = {int(key.indicator[-1]) for key in done.moved}
        for indicator, revisions in self.known.items():
            if revisions and to in NEXT[revisions[-1][1]]:  # type: ignore[index]
                assert indicator in moved
                revisions[-1][1] = to
            else:
                assert indicator not in moved
        self.remember()

    @invariant()
    def now_is_as_the_model_says(self) -> None:
        if hasattr(self, "known"):
            self.compare(None, self.known)

    def remember(self) -> None:
        moment = head().recorded_at
        if moment:
            self.past.append((moment, deepcopy(self.known)))

    def compare(self, as_of: datetime | None, known: Known) -> None:
        for counted_from, counting in COUNTING.items():
            expected = {}
            for indicator, revisions in known.items():
                counted = [(n, figure) for n, (figure, state) in enumerate(revisions, 1) if state in counting]
                if counted:
                    expected[f"OP1-I{indicator}", 2026] = counted[-1]
            seen = observations("water-2030", as_of=as_of, counted_from=counted_from)
            assert {key: (o.revision, o.value) for key, o in seen.items()} == {
                key: (n, Decimal(str(figure))) for key, (n, figure) in expected.items()
            }

    def every_past_moment_is_as_it_was(self) -> None:
        for moment, known in self.past:
            self.compare(moment, known)
            for indicator, revisions in known.items():
                told = history("water-2030", f"OP1-I{indicator}", 2026, as_of=moment)
                assert [(r.value, r.state) for r in told] == [(figure, state) for figure, state in revisions]

    def no_step_was_skipped(self) -> None:
        reached: dict[int, State] = {}
        for step in Transition.objects.order_by("sequence"):
            assert reached.get(step.revision_id, State.DRAFT) == step.from_state
            assert step.to_state in NEXT[State(step.from_state)]
            reached[step.revision_id] = State(step.to_state)
        numbers = sorted(n for kind in RECORDED for n in kind.objects.values_list("sequence", flat=True))
        assert numbers == list(range(1, head().sequence + 1))


@pytest.mark.django_db
def test_any_sequence_of_operations_keeps_to_the_rules() -> None:
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
