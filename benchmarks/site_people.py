"""What the benchmark of the site works with: a full simulated year, published, and people who report.

The programs run in processes of their own; see :mod:`benchmarks.site`.
"""

PASSWORD = "un-rumbo-claro-y-largo"

#: Makes a workspace with a simulated year and reporters; prints the code of one indicator for each of them.
PREPARE = f'''
import sys
from datetime import date
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant
from rumbo.apps.ledger.demonstration.year import simulate_year
from rumbo.apps.ledger.services import advance_all
from rumbo.core.observations import State
from rumbo.site.policy_shown import policy
simulate_year(policy(), 2026, today=date(2027, 1, 15))
advance_all(policy().code, 2026, State.PUBLISHED, Person.objects.get(email__startswith="planeamiento"))
codes = [i.code for i in policy().indicators if policy().reporting_entity(i.code) and not i.computed]
codes = codes[:int(sys.argv[1])]
for place, code in enumerate(codes):
    person = Person.objects.create_user(f"reporter{{place}}@example.invalid", f"Reporter {{place}}", "{PASSWORD}")
    entity = Entity.objects.get(policy=policy().code, code=policy().reporting_entity(code))
    grant(person, Role.ENTITY_REPORTER, entity)
print(" ".join(codes))
'''

#: Prints the figure of every draft.
TELL = """
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.desk.models import Draft
for draft in Draft.objects.all():
    print(f"{draft.indicator}={draft.value or draft.numerator}")
"""
