"""Which steps a revision may take, and which role may take each (source: policy, l.3927-3937).

The responsible unit submits; the lead directorate (DGPDCE) consolidates; it validates together with the planning office
(OGPPM); the planning office publishes. A value may be sent back until it is published: verifying quality is of no use
where a fault found cannot be sent back. What is published is mended by a new revision only, and so is what was
returned.
"""

from collections.abc import Mapping

from django.conf import settings

from rumbo.apps.accounts.models import Role
from rumbo.core.observations import WAY, Origin, State

_ENTITY = frozenset({Role.ENTITY_REPORTER, Role.ENTITY_HEAD})
_LEAD = frozenset({Role.LEAD})
_PLANNING = frozenset({Role.PLANNING})

#: From one state to another: the roles that may take the step. What is not here is no step.
STEPS: Mapping[tuple[State, State], frozenset[Role]] = {
    (State.DRAFT, State.SUBMITTED): _ENTITY | _LEAD,
    (State.SUBMITTED, State.CONSOLIDATED): _LEAD,
    (State.CONSOLIDATED, State.VALIDATED): _LEAD | _PLANNING,
    (State.VALIDATED, State.PUBLISHED): _PLANNING,
    (State.SUBMITTED, State.RETURNED): _LEAD,
    (State.CONSOLIDATED, State.RETURNED): _LEAD | _PLANNING,
    (State.VALIDATED, State.RETURNED): _PLANNING,
}

#: Roles that may submit only where ``settings.REPORTERS_SUBMIT`` lets them; elsewhere the entity's head submits.
_BY_CHOICE = frozenset({Role.ENTITY_REPORTER})

#: Who may record a value of each origin. The lead directorate may record for an entity that sent it a letter.
RECORDERS: Mapping[Origin, frozenset[Role]] = {
    Origin.REPORTED: _ENTITY | _LEAD,
    Origin.COMPUTED: _LEAD,
    Origin.SIMULATED: _LEAD | frozenset({Role.ADMINISTRATOR}),
}

#: Who may open a campaign or move a due date, and who may issue and publish a report.
CAMPAIGNERS = _LEAD | _PLANNING
ISSUERS = _PLANNING

#: A value in this state or a later one is approved.
APPROVED = State.VALIDATED


def step_roles(before: State, after: State) -> frozenset[Role]:
    """The roles that may take a step in this installation; none where there is no such step."""
    roles = STEPS.get((before, after), frozenset())
    by_choice = after is State.SUBMITTED and not settings.REPORTERS_SUBMIT
    return roles - _BY_CHOICE if by_choice else roles


def counted(state: State, counted_from: State) -> bool:
    """Whether a state is ``counted_from`` or later on the way. A draft and a returned value never count."""
    return state in WAY[1:] and WAY.index(state) >= WAY.index(counted_from)


def step_before(state: State) -> State | None:
    """The state from which the way leads to this one; ``None`` where it leads to it from nowhere."""
    place = WAY.index(state) if state in WAY else 0
    return WAY[place - 1] if place else None


def step_after(state: State) -> State | None:
    """The next state on the way; ``None`` at its end and off it."""
    place = WAY.index(state) if state in WAY else len(WAY) - 1
    return WAY[place + 1] if place + 1 < len(WAY) else None
