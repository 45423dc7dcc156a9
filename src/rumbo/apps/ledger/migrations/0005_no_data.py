"""A revision may say why there is no value instead of holding one; what is recorded already keeps its content and hash.

SQLite makes the table anew for this and loses its triggers, so they are taken away before and made again after.
"""

from django.db import connections, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import rumbo.apps.ledger.fields
from rumbo.apps.ledger import guards

TABLES = {"ledger_revision": (("sequence",), ("policy", "indicator", "year", "number"))}


def guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.guard_tables(connections[schema_editor.connection.alias], TABLES)


def unguard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.unguard_tables(connections[schema_editor.connection.alias], TABLES)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_sign_off_guards")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AlterField(
            model_name="revision",
            name="value",
            field=rumbo.apps.ledger.fields.ExactDecimalField(null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="no_data_reason",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="expected_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(value__isnull=False, no_data_reason__isnull=True, expected_on__isnull=True)
                | models.Q(
                    ~models.Q(no_data_reason=""),
                    value__isnull=True,
                    numerator__isnull=True,
                    denominator__isnull=True,
                    no_data_reason__isnull=False,
                ),
                name="value_or_reason",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
