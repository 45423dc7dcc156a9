"""Where a number comes from, on a page."""

import pytest
from django.test import Client

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance, record_values, store_evidence
from rumbo.core.observations import NewValue, Origin, State


@pytest.fixture
def with_evidence(policy_site, people):
    """A published ratio with a file that proves it."""
    from decimal import Decimal  # noqa: PLC0415

    proof = store_evidence(b"acta", "acta.pdf")
    value = NewValue("OP1-I1", 2026, Decimal(65), Decimal(650), Decimal(1000), comment="Censo de abril.")
    record_values(policy_site, [value], origin=Origin.REPORTED, actor=people[Role.LEAD], evidence=[proof])
    key = ObservationKey(policy_site.code, "OP1-I1", 2026)
    for state, role in (
        (State.CONSOLIDATED, Role.LEAD),
        (State.VALIDATED, Role.PLANNING),
        (State.PUBLISHED, Role.PLANNING),
    ):
        advance(key, state, actor=people[role])
    return proof


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_tells_everything_that_can_be_checked(prefix, with_evidence, policy_site):
    text = Client().get(f"{prefix}/indicadores/OP1-I1/2026/explicacion/").content.decode()
    for told in (
        "650 / 1,000",
        "acta.pdf",
        with_evidence.sha256,
        "Censo de abril.",
        "100 × 650 / 1000",
        "Lead Person",
        "Planning Person",
        policy_site.sha256[:16],
        "92.9 %",
    ):
        assert told in text, told


def test_the_sum_of_a_ratio_is_done_again_at_once(with_evidence):
    text = Client().get("/indicadores/OP1-I1/2026/explicacion/").content.decode()
    assert "El cálculo da otra vez el mismo valor" in text


def test_a_year_without_value_is_no_zero(policy_site):
    text = Client().get("/indicadores/OP1-I1/2028/explicacion/").content.decode()
    assert "Ningún valor de este año cuenta" in text
    assert "80.5" in text
    assert "El cálculo hecho de nuevo" not in text


def test_a_value_reported_as_such_has_no_sum(policy_site, bring):
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    text = Client().get("/indicadores/OP1-I2/2026/explicacion/?recalcular=1").content.decode()
    assert "evidencia" in text.split('id="again"')[1]
