"""What someone with the database's own password can do: take the triggers away first."""

from django.db import connection

from rumbo.apps.ledger import guards
from rumbo.apps.ledger.models import RECORDED

TABLES = {kind.table(): (("sequence",),) for kind in RECORDED}


def tampered(*statements: str, put_back: bool = True) -> None:
    """Run statements on the bare tables; the test's transaction is rolled back whatever they break."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
        guards.unguard(connection, TABLES)
        for statement in statements:
            cursor.execute(statement)
        if put_back:
            guards.guard(connection, TABLES)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
