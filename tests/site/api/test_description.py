"""The interface does what its description says, whatever is sent (schemathesis)."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rumbo.core.observations import State

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The connection of the test stays open from one request to the next, as it does for Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def description(policy_site, bring, one_connection):
    """The description of an installation's interface, as it gives it itself."""
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers={"Host": "localhost"})


def test_every_answer_is_as_described(description, token):
    headers = {"Host": "localhost", "Accept-Encoding": "identity", **token().headers}
    attacked = 0
    for operation in (found.ok() for found in description.get_all_operations()):

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        def attack(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        attack()
        attacked += 1
    assert attacked >= 14


def test_every_parameter_says_what_it_is(description):
    told = [
        (path, parameter["name"], parameter.get("description"))
        for path, methods in description.raw_schema["paths"].items()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    ]
    assert {name for _path, name, _said in told} >= {"code", "year", "name", "indicator", "limit"}
    assert [(path, name) for path, name, said in told if not said] == []
