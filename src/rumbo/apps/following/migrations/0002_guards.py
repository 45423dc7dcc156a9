"""The triggers by which the database refuses to change what was said about what is followed."""

from django.db import connections, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from rumbo.apps.ledger import guards

TABLES = {
    "following_case": (("id",), ("policy", "year", "alert", "subject", "since")),
    "following_recommendation": (("id",), ("policy", "report", "number")),
    "following_commitment": (("id",),),
    "following_entry": (("id",),),
}


def guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.guard_tables(connections[schema_editor.connection.alias], TABLES)


def unguard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.unguard_tables(connections[schema_editor.connection.alias], TABLES)


class Migration(migrations.Migration):
    dependencies = [("following", "0001_initial"), ("ledger", "0004_sign_off_guards")]

    operations = [migrations.RunPython(guard, unguard)]
