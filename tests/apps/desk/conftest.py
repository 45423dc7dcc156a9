"""What the tests of the desk share."""

import pytest
from tests.apps.invented import Cast

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant
from rumbo.apps.ledger.records import ObservationKey


@pytest.fixture
def key() -> ObservationKey:
    """A value that AGUA's unit of statistics reports."""
    return ObservationKey("water-2030", "OP1-I1", 2026)


@pytest.fixture
def head_of_agua(people: Cast) -> Person:
    """The head of AGUA."""
    made = Person.objects.create_user("pedro@water-2030.example", "Pedro")
    grant(made, Role.ENTITY_HEAD, Entity.objects.get(policy="water-2030", code="AGUA"))
    return made
