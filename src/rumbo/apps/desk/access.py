"""Who may work at the desk: prepare a value, submit it, read what others prepare."""

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.workflow import RECORDERS, step_roles
from rumbo.core.errors import Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy

#: Who may prepare a value, in the entity and unit that report it; the lead directorate for any of them.
PREPARERS = RECORDERS[Origin.REPORTED]
#: Who may hand a draft back to its reporter.
HEADS = frozenset({Role.ENTITY_HEAD})
#: Who may read what is being prepared without taking part in it.
READERS = frozenset({Role.LEAD, Role.PLANNING, Role.AUDITOR})


def may_prepare(person: Person, policy: Policy, indicator: str) -> bool:
    """Whether a person may save a draft of an indicator."""
    return powers(person, policy.code).may_report(PREPARERS, policy, indicator)


def may_submit(person: Person, policy: Policy, indicator: str) -> bool:
    """Whether a person may submit a value of an indicator.

    A reporter may unless ``settings.REPORTERS_SUBMIT`` is false; the draft is then handed to the head of the entity.
    """
    return powers(person, policy.code).may_report(submitters(), policy, indicator)


def submitters() -> frozenset[Role]:
    """The roles that may submit a reported value."""
    return PREPARERS & step_roles(State.DRAFT, State.SUBMITTED)


def may_read(person: Person, policy: Policy, indicator: str) -> bool:
    """Whether a person may read the draft of an indicator."""
    return powers(person, policy.code).may_report(PREPARERS | READERS, policy, indicator)


def require(person: Person, policy: Policy, key: ObservationKey, roles: frozenset[Role] = PREPARERS) -> None:
    """Refuse who may not.

    Raises:
        UnknownCodeError: the policy has no such indicator, or the value belongs to another policy.
        LedgerError: none of the person's roles reaches the entity and the unit that report the indicator.
    """
    if key.policy != policy.code or key.indicator not in {indicator.code for indicator in policy.indicators}:
        raise UnknownCodeError(key.indicator)
    if not powers(person, policy.code).may_report(roles, policy, key.indicator):
        raise LedgerError(
            Problem(
                _("Preparing this value asks for the role {roles}.").format(roles=role_names(roles)),
                f"{key.indicator} {key.year}",
                _("Ask an administrator for the role in the entity and unit that report it."),
            )
        )
