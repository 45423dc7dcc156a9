"""The database itself refuses to change or delete what is recorded, whoever asks."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.apps.invented import Cast, value
from tests.apps.ledger.issued import issue

from rumbo.apps.ledger import guards
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import RECORDED, ChainHead, Office, Revision
from rumbo.apps.ledger.selectors import verify
from rumbo.apps.ledger.services import move_due_date, open_campaign, publish, record_values, store_evidence
from rumbo.apps.ledger.signing import sign_off
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy

TABLES = [kind.table() for kind in RECORDED]


@pytest.fixture
def _a_row_in_every_table(policy: Policy, people: Cast) -> None:
    act = store_evidence(b"signed", "act.pdf")
    record_values(policy, [value()], origin=Origin.REPORTED, actor=people.reporter, evidence=[act])
    open_campaign(policy, 2026, opens=date(2027, 1, 1), due=date(2027, 3, 31), actor=people.lead)
    move_due_date(policy, 2026, "RIOS", date(2027, 4, 15), actor=people.lead, reason="floods")
    sign_off(policy, 2026, method=load_method("ceplan-2024"), office=Office.LEAD, actor=people.lead)
    publish(policy, issue(policy, people.planning).number, actor=people.planning)
    assert all(kind.objects.count() for kind in RECORDED)


def refused(statement: str, reason: str = guards.REFUSAL) -> None:
    with pytest.raises(DatabaseError, match=reason), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("_a_row_in_every_table")
@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_deleted_or_replaced(table: str) -> None:
    refused(f"UPDATE {table} SET recorded_by_name = 'someone else'")
    refused(f"UPDATE {table} SET row_hash = row_hash")
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks still pending would refuse first
        refused(f"TRUNCATE {table} CASCADE")
        refused(f"DELETE FROM ONLY {table}")
    else:
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(f"UPDATE OR REPLACE {table} SET sequence = sequence + 1")
    assert verify().sound


@pytest.mark.usefixtures("_a_row_in_every_table")
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's own")
def test_no_row_is_replaced_through_another_unique_key() -> None:
    columns = ", ".join(f.column for f in Revision._meta.concrete_fields if f.column != "sequence")
    refused(f"INSERT OR REPLACE INTO ledger_revision (sequence, {columns}) SELECT 999, {columns} FROM ledger_revision")


@pytest.mark.usefixtures("_a_row_in_every_table")
def test_the_head_only_moves_forward() -> None:
    refused("UPDATE ledger_chainhead SET sequence = sequence - 1", guards.HEAD_REFUSAL)
    refused("UPDATE ledger_chainhead SET row_hash = 'f'", guards.HEAD_REFUSAL)
    refused("DELETE FROM ledger_chainhead", guards.HEAD_REFUSAL)
    refused("INSERT INTO ledger_chainhead (id, sequence, row_hash) VALUES (2, 1, 'f')", guards.HEAD_REFUSAL)
    if connection.vendor == "postgresql":
        refused("TRUNCATE ledger_chainhead", guards.HEAD_REFUSAL)
    else:
        refused("INSERT OR REPLACE INTO ledger_chainhead SELECT * FROM ledger_chainhead", guards.HEAD_REFUSAL)
    assert ChainHead.objects.get().sequence > 0


@pytest.mark.usefixtures("_a_row_in_every_table")
def test_the_models_refuse_before_the_database_must() -> None:
    row = Revision.objects.get()
    with pytest.raises(LedgerError, match=r"A recorded row is never changed; record a new one\."):
        row.save()
    with pytest.raises(LedgerError, match=r"A recorded row is never deleted; record a new one\."):
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.update(comment="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(number=1)._raw_delete("default")


@pytest.mark.django_db
def test_every_recorded_table_is_guarded() -> None:
    assert guards.missing_triggers(connection, TABLES) == ()
