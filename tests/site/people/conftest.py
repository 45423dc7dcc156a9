"""What the tests of the room share."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _in_spanish() -> Iterator[None]:
    """Each test begins in Spanish, whatever page the one before asked for last."""
    with override("es"):
        yield
