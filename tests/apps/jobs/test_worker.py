"""The worker as a process: it does what waits, stops when told, and what a killed one left is found and done."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.apps.installation import ROOT, Installation

POLICY = str(ROOT / "tests" / "fixtures" / "policies" / "agua_2030")
#: Ask for jobs, with one validated value in the ledger; the numbers of the jobs are printed.
ASK = """
import json, sys
from decimal import Decimal
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.services import register_entities, system_person
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger.models import Revision
from rumbo.apps.ledger.services import advance_all, record_values
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy import find
policy, actor = find(sys.argv[1]), system_person()
if not Revision.objects.exists():
    indicator = next(i for i in policy.indicators if i.measure.reported_as == "value")
    record_values(policy, [NewValue(indicator.code, 2026, Decimal(7))], origin=Origin.REPORTED, actor=actor)
    for state in (State.CONSOLIDATED, State.VALIDATED):
        advance_all(policy.code, 2026, state, actor)
print(json.dumps([str(start(kind, parameters, actor).pk) for kind, parameters in json.loads(sys.argv[2])]))
"""
STATES = """
import json
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.services import system_person
from rumbo.apps.jobs.selectors import jobs_of
from rumbo.apps.ledger.models import IssuedReport
from rumbo.apps.ledger.selectors import verify
print(json.dumps({
    "states": {str(job.pk): job.state for job in jobs_of(system_person(), 100)},
    "issued": IssuedReport.objects.count(), "sound": verify().sound,
}))
"""
AGAIN = """
import sys
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.services import system_person
from rumbo.apps.jobs.selectors import job_of
from rumbo.apps.jobs.services import again
person = system_person()
again(job_of(sys.argv[1], person), person)
"""
#: Two sign-ins, of yesterday and of three years ago; what the log holds is printed.
SIGN_INS = """
import json, sys
from datetime import UTC, datetime, timedelta
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.models import SignIn
from rumbo.apps.accounts.services import record_sign_in
for days in map(int, sys.argv[1:]):
    told = {"method": SignIn.Method.PASSWORD, "email": f"{days}@x.example", "network_address": None, "browser": ""}
    row = record_sign_in(SignIn.Outcome.SIGNED_IN, **told)
    SignIn.objects.filter(pk=row.pk).update(at=datetime.now(UTC) - timedelta(days=days))
print(json.dumps(sorted(SignIn.objects.values_list("email", flat=True))))
"""
ISSUE = ("issue", {"policy": POLICY, "year": 2026, "formats": "json,csv,xlsx"})
VERIFY = ("verification", {})


def ask(installation: Installation, *wanted: tuple[str, Mapping[str, object]]) -> list[str]:
    numbers: list[str] = json.loads(installation.run(ASK, POLICY, json.dumps(wanted)))
    return numbers


def worker(installation: Installation, *options: str, **more: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "rumbo", "worker", "--interval", "0.05", *options],
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def workers(installation: Installation) -> list[Path]:
    return list((Path(installation.environment["RUMBO_HOME"]) / "jobs" / "workers").glob("*"))


def wait_for_workers(installation: Installation, count: int = 1) -> None:
    for _pause in range(2400):
        if len(workers(installation)) == count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{workers(installation)}, and {count} were expected")


def states(installation: Installation) -> dict[str, str]:
    told = json.loads(installation.run(STATES))
    assert told["sound"]
    found: dict[str, str] = told["states"]
    return found


def test_what_waits_is_worked_off(installation: Installation) -> None:
    numbers = ask(installation, ISSUE, VERIFY)
    done = worker(installation, "--once")
    _out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert states(installation) == dict.fromkeys(numbers, "done")


def test_it_forgets_sign_ins_of_long_ago(installation: Installation) -> None:
    assert len(json.loads(installation.run(SIGN_INS, "1", "1100"))) == 2
    _out, err = worker(installation, "--once").communicate(timeout=120)
    assert json.loads(installation.run(SIGN_INS)) == ["1@x.example"], err


def test_a_signal_stops_it_after_the_job_in_hand(installation: Installation) -> None:
    (number,) = ask(installation, ISSUE)
    process = worker(installation)
    while states(installation)[number] == "queued":
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert states(installation)[number] == "done"
    assert not workers(installation)


def test_an_attached_worker_ends_with_whoever_started_it(installation: Installation) -> None:
    program = (
        "import subprocess, sys, time; "
        "subprocess.Popen([sys.executable, '-m', 'rumbo', 'worker', '--attached', '--interval', '0.05']); "
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], env=installation.environment)
    wait_for_workers(installation)
    parent.kill()
    parent.wait()
    wait_for_workers(installation, count=0)


def test_a_killed_worker_issues_nothing_twice(installation: Installation) -> None:
    """Killed at any moment, the job is found interrupted or still waiting, and in the end issued exactly once."""
    chance = random.Random(2040)
    (number,) = ask(installation, ISSUE)
    for _attempt in range(5):
        process = worker(installation)
        wait_for_workers(installation)
        time.sleep(chance.uniform(0, 1))
        process.kill()
        process.communicate()
        for left in workers(installation):  # so that the next worker's sign is not taken for this one's
            left.unlink()
        state = states(installation)[number]
        assert state in {"queued", "interrupted", "done"}
        if state == "interrupted":
            installation.run(AGAIN, number)
    last = worker(installation, "--once")
    _out, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    told = json.loads(installation.run(STATES))
    assert told == {"states": {number: "done"}, "issued": 1, "sound": True}


HOLD = """
from rumbo.site.setup import setup; setup()
from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.chain import recording
with recording(system_person()):
    print("held", flush=True)
    input()
"""


def test_a_busy_database_is_waited_for(installation: Installation) -> None:
    (number,) = ask(installation, VERIFY)
    impatient = Installation({**installation.environment, "RUMBO_LEDGER_PATIENCE_SECONDS": "1"})
    holder = installation.start(HOLD)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    process = worker(impatient)
    time.sleep(3)
    assert process.poll() is None
    holder.communicate("\n")
    while states(installation)[number] != "done":
        time.sleep(0.1)
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
