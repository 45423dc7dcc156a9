"""Several at one value at once, on either engine: one is told, nothing is lost, nothing is doubled, whoever dies."""

import json
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.apps.installation import Installation

WORKER = (
    "import runpy, sys; sys.argv = ['worker', *sys.argv[1:]]; "
    "from rumbo.site.setup import setup; setup(); "
    "from rumbo.apps.accounts.services import system_person; system_person(); "
    "runpy.run_module('tests.apps.desk.workers', run_name='__main__')"
)
#: What is stored, asked in a process of its own.
ASK = """
import json
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.desk.models import Draft, Submission
from rumbo.apps.following.models import Case, Entry
from rumbo.apps.ledger.models import Revision, Transition
from rumbo.apps.ledger.selectors import verify
print(json.dumps({
    "faults": [str(f.problem()) for f in verify().faults],
    "drafts": {d.year: d.comment for d in Draft.objects.all()},
    "revisions": list(Revision.objects.order_by("sequence").values_list("year", "number")),
    "steps": Transition.objects.count(),
    "submissions": Submission.objects.count(),
    "cases": Case.objects.count(), "entries": Entry.objects.count(),
}))
"""
ROUNDS = range(2026, 2036)
NAMES = ("1", "2", "3")


@contextmanager
def workers(
    installation: Installation, act: str, names: tuple[str, ...] = NAMES
) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that wait for their lines."""
    installation.run(
        "from rumbo.site.setup import setup; setup(); from rumbo.apps.accounts.services import *; system_person()"
    )
    running = [installation.start(WORKER, act, name) for name in names]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def everybody(running: list[subprocess.Popen[str]], year: int) -> list[str]:
    """Let all do it at once; what each came to."""
    for process in running:
        assert process.stdin
        process.stdin.write(f"{year}\n")
        process.stdin.flush()
    answers = []
    for process in running:
        assert process.stdout
        answers.append(process.stdout.readline().strip())
        assert answers[-1], process.stderr and process.stderr.read()
    return answers


def stored(installation: Installation) -> dict[str, object]:
    told: dict[str, object] = json.loads(installation.run(ASK))
    assert told["faults"] == []
    return told


def test_of_several_who_save_at_once_one_saves_and_the_others_are_told(installation: Installation) -> None:
    kept = {}
    with workers(installation, "save") as running:
        for year in ROUNDS:
            answers = everybody(running, year)
            assert Counter(answers) == {"saved": 1, "conflict": len(NAMES) - 1}
            kept[str(year)] = NAMES[answers.index("saved")]
    assert stored(installation)["drafts"] == kept


def test_one_form_sent_several_times_at_once_is_recorded_once(installation: Installation) -> None:
    with workers(installation, "submit") as running:
        for year in ROUNDS:
            answers = [answer.split() for answer in everybody(running, year)]
            assert len({sequence for sequence, _how in answers}) == 1
            assert Counter(how for _sequence, how in answers) == {"first": 1, "repeated": len(NAMES) - 1}
    told = stored(installation)
    assert told["revisions"] == [[year, 1] for year in ROUNDS]
    assert (told["submissions"], told["drafts"]) == (len(ROUNDS), {})


def test_of_several_who_submit_at_once_nobody_overwrites_another_unseen(installation: Installation) -> None:
    with workers(installation, "submit_own") as running:
        for year in ROUNDS:
            assert Counter(everybody(running, year)) == {"recorded": 1, "conflict": len(NAMES) - 1}
    assert stored(installation)["revisions"] == [[year, 1] for year in ROUNDS]


def test_one_alert_taken_up_by_several_at_once_is_one_case(installation: Installation) -> None:
    with workers(installation, "take") as running:
        for year in ROUNDS:
            assert len(set(everybody(running, year))) == 1
    told = stored(installation)
    assert (told["cases"], told["entries"]) == (len(ROUNDS), len(ROUNDS))


def test_a_submission_whose_server_died_is_sent_again_and_recorded_once(installation: Installation) -> None:
    chance = random.Random(2040)
    years = iter(range(1900, 2200))
    acknowledged: set[int] = set()
    for _ in range(3):
        with workers(installation, "submit", ("1",)) as [process]:
            assert process.stdin
            assert process.stdout
            everybody([process], first := next(years))
            acknowledged.add(first)
            sent = [next(years) for _ in range(8)]
            process.stdin.write("".join(f"{year}\n" for year in sent))
            process.stdin.flush()
            time.sleep(chance.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            acknowledged |= set(sent[: len(process.stdout.read().split("\n")) - 1])
        told = stored(installation)
        assert acknowledged <= {year for year, _number in told["revisions"]}, "what was acknowledged is there"
        with workers(installation, "submit", ("1",)) as running:
            for year in sent:
                everybody(running, year)
            acknowledged |= set(sent)
    told = stored(installation)
    assert sorted(told["revisions"]) == [[year, 1] for year in sorted(acknowledged)]
    assert (told["steps"], told["submissions"], told["drafts"]) == (len(acknowledged), len(acknowledged), {})
