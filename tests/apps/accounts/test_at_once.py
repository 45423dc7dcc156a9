"""What two people do at the same moment ends as if one had come after the other."""

from collections.abc import Sequence

from tests.apps.installation import Installation

BEGIN = "from rumbo.site.setup import ensure_ready; ensure_ready()\n"
CAST = (
    BEGIN
    + """
from tests.apps.invented import invented_cast, invented_policy
from rumbo.apps.accounts.models import Entity, Role
from rumbo.apps.accounts.services import RoleIn, grant, invite
people = invented_cast(invented_policy())
place = Entity.objects.get(code="AGUA")
grant(people.auditor, Role.ADMINISTRATOR, place)
kept = []
invite("mar@agua.example", "Mar", RoleIn(Role.ENTITY_REPORTER, place), actor=people.administrator,
       address_of=lambda secret: kept.append(secret) or secret)
print(kept[0])
"""
)
#: Says that it is ready, waits for a line, then opens the link under a name of its own.
OPEN_LINK = (
    BEGIN
    + """
import sys
from rumbo.apps.accounts.services import accept
from rumbo.core.errors import InputError
print("ready", flush=True); input()
try:
    print(accept(sys.argv[1], name=sys.argv[2], password="ocho llamas en la puna").name)
except InputError:
    print("refused")
"""
)
#: Lets one administrator take another away.
DEACTIVATE = (
    BEGIN
    + """
import sys
from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.services import deactivate
person, actor = (Person.objects.get(email=f"{name}@water-2030.example") for name in sys.argv[1:])
print("ready", flush=True); input()
try:
    deactivate(person, actor=actor, reason="")
    print("done")
except AccessError:
    print("refused")
"""
)
COUNT = (
    BEGIN
    + """
from rumbo.apps.accounts.models import Person
print(Person.objects.filter(memberships__role="administrator", is_active=True).count(),
      ",".join(Person.objects.filter(email="mar@agua.example").values_list("name", flat=True)))
"""
)


def at_once(installation: Installation, program: str, *each: Sequence[str]) -> list[str]:
    """Run a program with several arguments at the same moment; what each said."""
    running = [installation.start(program, *arguments) for arguments in each]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate() for process in running]
    assert all(process.returncode == 0 for process in running), ended
    return [out.strip() for out, _err in ended]


def test_a_link_opened_at_once_makes_one_person(installation: Installation) -> None:
    secret = installation.run(CAST).strip()
    said = at_once(installation, OPEN_LINK, *((secret, name) for name in ("one", "two", "three", "four")))
    assert said.count("refused") == 3
    (came_in,) = (name for name in said if name != "refused")
    assert installation.run(COUNT).split() == ["2", came_in]


def test_two_administrators_do_not_take_each_other_away(installation: Installation) -> None:
    installation.run(CAST)
    said = at_once(installation, DEACTIVATE, ("eva", "juan"), ("juan", "eva"))
    assert said.count("done") == 1
    assert installation.run(COUNT).split() == ["1"]
