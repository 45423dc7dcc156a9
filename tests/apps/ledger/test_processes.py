"""Many processes at once lose nothing, and a process killed at any moment leaves whole batches only."""

import json
import random
import signal
import time

from tests.apps.installation import PREPARE, Installation

WRITER = (
    "import runpy; from rumbo.site.setup import setup; setup(); "
    "runpy.run_module('tests.apps.ledger.writers', run_name='__main__')"
)
#: What the ledger holds, asked in a process of its own.
ASK = """
import json
from rumbo.site.setup import ensure_ready
ensure_ready()
from django.db.models import Count
from rumbo.apps.ledger.models import RECORDED, Revision, Transition
from rumbo.apps.ledger.selectors import verify
checked = verify()
numbers = sorted(n for kind in RECORDED for n in kind.objects.values_list("sequence", flat=True))
batches = dict(Revision.objects.values_list("year").annotate(n=Count("sequence")))
steps = dict(Transition.objects.values_list("revision__year").annotate(n=Count("sequence")))
instants = sorted(i for kind in RECORDED for i in kind.objects.values_list("recorded_at", flat=True))
print(json.dumps({
    "faults": [str(f.problem()) for f in checked.faults],
    "gapless": numbers == list(range(1, len(numbers) + 1)),
    "strict": len(set(instants)) == len(instants),
    "batches": batches, "steps": steps,
}))
"""
SIZE = 30


def ask(installation: Installation) -> tuple[dict[int, int], dict[int, int]]:
    """Revisions and steps by year, of a ledger that must be sound."""
    told = json.loads(installation.run(ASK))
    assert told["faults"] == []
    assert told["gapless"]
    assert told["strict"]
    return {int(k): v for k, v in told["batches"].items()}, {int(k): v for k, v in told["steps"].items()}


def test_eight_at_once_lose_nothing(installation: Installation) -> None:
    ways = [("threads", 1900, 4, 4, SIZE), *(("alone", 2000 + 10 * n, 4, SIZE) for n in range(4))]
    running = [installation.start(WRITER, *map(str, way)) for way in ways]
    acknowledged: set[int] = set()
    ask(installation)  # the ledger is sound at every moment of the bustle
    for process in running:
        out, err = process.communicate()
        assert process.returncode == 0, err
        acknowledged |= {int(line) for line in out.split()}
    assert len(acknowledged) == 8 * 4
    batches, steps = ask(installation)
    assert batches == steps == dict.fromkeys(sorted(acknowledged), SIZE)


def test_a_process_killed_at_any_moment_leaves_whole_batches(installation: Installation) -> None:
    chance = random.Random(2040)
    acknowledged: set[int] = set()
    for first in range(1900, 2200, 30):
        process = installation.start(WRITER, "alone", str(first), "30", str(SIZE))
        assert process.stdout
        begun = process.stdout.readline()  # it records by now
        time.sleep(chance.uniform(0, 0.08))
        process.send_signal(signal.SIGKILL)
        rest, _err = process.communicate()
        assert process.returncode == -signal.SIGKILL or len(rest.split()) == 29
        acknowledged |= {int(line) for line in (begun + rest).split()}
    batches, steps = ask(installation)
    assert set(batches) >= acknowledged
    assert set(batches.values()) == set(steps.values()) == {SIZE}
    assert batches.keys() == steps.keys()


def test_first_commands_at_once_make_one_schema(bare_installation: Installation) -> None:
    running = [bare_installation.start(PREPARE) for _ in range(3)]
    for process in running:
        _out, err = process.communicate()
        assert process.returncode == 0, err
    assert ask(bare_installation) == ({}, {})
    assert bare_installation.run(PREPARE).strip() == ""


HOLD = """
from rumbo.site.setup import setup; setup()
from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.chain import recording
with recording(system_person()):
    print("held", flush=True)
    input()
"""
IMPATIENT = """
from rumbo.site.setup import setup; setup()
from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.chain import recording
from rumbo.apps.ledger.errors import LedgerError
try:
    with recording(system_person()):
        print("not held")
except LedgerError as refused:
    print(refused)
"""


def test_a_ledger_that_stays_locked_is_told(installation: Installation) -> None:
    installation.run(
        "from rumbo.site.setup import setup; setup(); "
        "from rumbo.apps.accounts.services import system_person; system_person()"
    )
    holder = installation.start(HOLD)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    impatient = Installation({**installation.environment, "RUMBO_LEDGER_PATIENCE_SECONDS": "1"})
    told = impatient.run(IMPATIENT)
    holder.kill()
    holder.communicate()
    assert told.startswith("The ledger cannot be opened for recording: ")
    assert told.endswith("Wait until others have finished recording, and try again.\n")
