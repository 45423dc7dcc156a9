"""The triggers of the tables of sign-offs and publications."""

from django.db import connections, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from rumbo.apps.ledger import guards

TABLES = {
    "ledger_signoff": (("sequence",),),
    "ledger_publication": (("sequence",), ("policy", "number")),
}


def guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.guard_tables(connections[schema_editor.connection.alias], TABLES)


def unguard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.unguard_tables(connections[schema_editor.connection.alias], TABLES)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_sign_offs")]

    operations = [migrations.RunPython(guard, unguard)]
