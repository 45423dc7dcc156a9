"""A ledger that an earlier version wrote is taken over whole: every row hashes as before, and the guards stand."""

import json

from tests.apps.installation import Installation

#: What the first version of the ledger did: its tables, its triggers, one value of its own columns, chained.
AS_IT_WAS = """
from rumbo.core.workspace import workspace
workspace().create()
from rumbo.site.setup import start
start()
from django.core.management import call_command
call_command("migrate", "accounts", "0001_initial", verbosity=0)
call_command("migrate", "ledger", "0002_guards", verbosity=0)
from datetime import UTC, datetime
from django.db import connection
from rumbo.apps.ledger.canonical import GENESIS, fingerprint
now = datetime(2026, 11, 20, 15, tzinfo=UTC)
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO accounts_person (password, is_superuser, email, name, is_active, is_staff, is_system, joined_at)"
        " VALUES ('!', false, 'ana@water.example', 'Ana', true, false, false, %s)", [now])
    row = dict(sequence=1, recorded_at=now, recorded_by_id=1, recorded_by_name="Ana", policy="water-2030",
               indicator="OP1-I1", year=2026, number=1, value="12.5", numerator=None, denominator=None,
               origin="reported", entity="AGUA", comment="", reason="", parts="[]", source_name="", source_sha256="",
               lineage=None)
    whole = {**row, "previous_hash": GENESIS, "row_hash": fingerprint("ledger_revision", row, GENESIS)}
    names, holes = ", ".join(whole), ", ".join(["%s"] * len(whole))
    cursor.execute(f"INSERT INTO ledger_revision ({names}) VALUES ({holes})", list(whole.values()))
    cursor.execute("UPDATE ledger_chainhead SET sequence = 1, row_hash = %s, recorded_at = %s",
                   [whole["row_hash"], now])
    print(whole["row_hash"])
"""
#: What this version makes of it.
TAKEN_OVER = """
import json
from rumbo.site.setup import ensure_ready
assert ensure_ready()
from tests.apps.invented import invented_policy, value
from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.models import Revision
from rumbo.apps.ledger.selectors import verify
from rumbo.apps.ledger.services import record_values
from rumbo.core.observations import Origin
first = Revision.objects.get()
before = [str(fault.problem()) for fault in verify().faults]
record_values(invented_policy(), [value(1, "13")], origin=Origin.REPORTED, actor=system_person())
print(json.dumps({
    "hash": first.row_hash, "unit": first.unit, "before": before,
    "after": [str(fault.problem()) for fault in verify().faults],
    "units": list(Revision.objects.order_by("sequence").values_list("unit", flat=True)),
}))
"""


def test_a_ledger_of_the_first_version_is_taken_over(bare_installation: Installation) -> None:
    written = bare_installation.run(AS_IT_WAS).strip()
    told = json.loads(bare_installation.run(TAKEN_OVER))
    assert told == {"hash": written, "unit": None, "before": [], "after": [], "units": [None, "Statistics"]}
