"""The head of the chain, and the triggers by which the database refuses to change what is recorded."""

from django.db import connections, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from rumbo.apps.ledger import guards

TABLES = {
    "ledger_revision": (("sequence",), ("policy", "indicator", "year", "number")),
    "ledger_transition": (("sequence",),),
    "ledger_evidencefile": (("sequence",), ("revision_id", "sha256")),
    "ledger_campaign": (("sequence",),),
    "ledger_campaigndue": (("sequence",),),
    "ledger_issuedreport": (("sequence",), ("policy", "number")),
}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("ledger", "ChainHead").objects.using(schema_editor.connection.alias).create(pk=1)
    guards.guard(connections[schema_editor.connection.alias], TABLES)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.unguard(connections[schema_editor.connection.alias], TABLES)
    apps.get_model("ledger", "ChainHead").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
