"""Several reviewers at the same moment: one step, one mail a person, and everybody else is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.apps.installation import PREPARE, Installation, installed

BEGIN = (
    PREPARE
    + """
import sys
from decimal import Decimal
from django.conf import settings
from tests.site import furnishing
from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.records import ObservationKey
from rumbo.core.observations import NewValue, Origin, State
from rumbo.site.policy_shown import policy
key = ObservationKey(policy().code, "OP2-I1", 2026)
"""
)
CAST = (
    BEGIN
    + """
from rumbo.apps.ledger.services import record_values
made = furnishing.people()
furnishing.campaign(made)
record_values(policy(), [NewValue("OP2-I1", 2026, Decimal(5))], origin=Origin.REPORTED, actor=made["lead"])
"""
)
#: Says that it is ready, waits for a line, then takes or returns the value as it was seen.
STEP = (
    BEGIN
    + """
from rumbo.site.review.steps import MovedMeanwhileError, Seen, take_step
lead = Person.objects.get(email="lead@example.invalid")
print("ready", flush=True); input()
try:
    take_step(key, Seen(1, State.SUBMITTED), State(sys.argv[1]), actor=lead, remark="Count May too.")
    print("done")
except MovedMeanwhileError as moved:
    print(f"told: {moved.record.state.value}")
"""
)
REMIND = (
    BEGIN
    + """
from rumbo.apps.reminders.services import remind
lead = Person.objects.get(email="lead@example.invalid")
print("ready", flush=True); input()
done = remind(policy(), 2026, ["GRA"], actor=lead, address_of=lambda spoken: "https://rumbo.example/")
print(len(done.sent), len(done.already))
"""
)
LOOK = (
    BEGIN
    + """
from pathlib import Path
from rumbo.apps.ledger.selectors import history
from rumbo.apps.reminders.models import Reminder
mails = list(Path(settings.EMAIL_FILE_PATH).glob("*")) if Path(settings.EMAIL_FILE_PATH).exists() else []
print(len(history(*key)[-1].transitions), Reminder.objects.count(), len(mails))
"""
)


@pytest.fixture
def installation(tmp_path: Path, tiny_policy_folder: Path) -> Iterator[Installation]:
    """A whole installation of the water plan with its people, on the engine of the test run."""
    with installed(tmp_path / "home", connection.settings_dict if connection.vendor == "postgresql" else None) as bare:
        made = Installation({**bare.environment, "RUMBO_POLICY": str(tiny_policy_folder)})
        made.run(CAST)
        yield made


def at_once(installation: Installation, program: str, *each: str) -> list[str]:
    """Run a program with several arguments at the same moment; what each said."""
    running = [installation.start(program, argument) for argument in each]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate() for process in running]
    assert all(process.returncode == 0 for process in running), said
    return [out.strip() for out, _err in said]


def test_one_of_two_opposite_decisions_is_taken_and_the_other_told(installation: Installation) -> None:
    said = at_once(installation, STEP, "consolidated", "returned", "consolidated")
    assert sorted(answer.partition(":")[0] for answer in said) == ["done", "told", "told"]
    steps = installation.run(LOOK).split()[0]
    assert steps == "2", "submitted, and one step more"


def test_everybody_who_presses_sends_each_mail_once(installation: Installation) -> None:
    said = at_once(installation, REMIND, "", "", "")
    sent, already = (sum(int(answer.split()[place]) for answer in said) for place in (0, 1))
    assert (sent, already) == (2, 4), "a reporter and a head, asked for three times"
    _steps, reminders, mails = installation.run(LOOK).split()
    assert (reminders, mails) == ("2", "2")
