"""The schema: every model has its migrations, they can be taken back, and Django finds nothing wrong."""

import pytest
from django.core.management import call_command
from django.db import connection

from rumbo.apps.ledger import guards
from rumbo.apps.ledger.models import RECORDED, ChainHead, Recorded
from rumbo.site.setup import missing_migrations


@pytest.mark.django_db
def test_no_model_change_lacks_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_django_finds_nothing_wrong() -> None:
    call_command("check", fail_level="WARNING", databases=["default"])


@pytest.mark.django_db
def test_the_names_of_the_migrations_tell_whether_the_schema_is_current() -> None:
    assert missing_migrations() == set()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger' AND name = '0002_guards'")
    assert missing_migrations() == {("ledger", "0002_guards")}


@pytest.mark.django_db
def test_every_recorded_model_is_in_the_chain() -> None:
    assert set(RECORDED) == set(Recorded.__subclasses__())


@pytest.mark.django_db
def test_the_guards_can_be_taken_away_and_put_back() -> None:
    tables = {kind.table(): (("sequence",),) for kind in RECORDED}
    guards.unguard(connection, tables)
    missing = guards.missing_triggers(connection, tables)
    assert {table for table, _trigger in missing} == {*tables, guards.HEAD}
    assert len(missing) == 3 * (len(RECORDED) + 1) + (connection.vendor == "postgresql")
    guards.guard(connection, tables)
    assert guards.missing_triggers(connection, tables) == ()
    assert ChainHead.objects.count() == 1
