"""The server is killed at random while values are submitted: what was acknowledged is there, and nothing twice."""

import json
import os
import random
import re
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from queue import Empty, Queue

import pytest
import requests
from django.db import connection
from tests.site.furnishing import PASSWORD
from tests.site.reporter import Reporter, hidden, mail_of
from tests.site.serving import PEOPLE, Served, served

from rumbo.apps.accounts.models import Role
from rumbo.core.policy.models import Policy

SUBMISSIONS = int(os.environ.get("RUMBO_SUBMISSIONS", "200"))
KILLS = int(os.environ.get("RUMBO_SERVER_KILLS", "5"))
REPORTERS = 4
_TELL = (
    "import json; from rumbo.site.setup import ensure_ready; ensure_ready(); "
    "from rumbo.apps.ledger.models import Revision; from rumbo.apps.ledger.selectors import verify; "
    "print(json.dumps({'comments': list(Revision.objects.values_list('comment', flat=True)), "
    "'sound': not verify().faults}))"
)


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    tmp_path: Path, tiny_policy_folder: Path, tiny_policy: Policy
) -> None:
    counts = [i.code for i in tiny_policy.indicators if i.measure.reported_as == "value" and not i.breakdowns]
    waiting: Queue[tuple[int, str, int]] = Queue()
    years = range(tiny_policy.baseline_year + 1, tiny_policy.horizon + 1)
    for number in range(SUBMISSIONS):
        waiting.put((number, counts[number % len(counts)], years[number // len(counts) % len(years)]))
    acknowledged: list[str] = []
    server = connection.settings_dict if connection.vendor == "postgresql" else None
    with served(tmp_path / "home", tiny_policy_folder, PEOPLE, server, "--no-worker") as site:
        work = {"target": _report, "args": (site, waiting, acknowledged), "daemon": True}
        at_work = [threading.Thread(**work) for _one in range(REPORTERS)]
        for thread in at_work:
            thread.start()
        _kill_now_and_then(site, acknowledged)
        for thread in at_work:
            thread.join()
        told = json.loads(site.installation.run(_TELL))
    kept = Counter(told["comments"])
    assert len(acknowledged) == SUBMISSIONS
    assert {tag: kept[tag] for tag in acknowledged} == dict.fromkeys(acknowledged, 1)
    assert told["sound"]


def _kill_now_and_then(site: Served, acknowledged: list[str]) -> None:
    """Kill the server in the midst of the work, again and again, and start it anew."""
    chance = random.Random(20261120)
    for kill in range(1, KILLS + 1):
        while len(acknowledged) < kill * SUBMISSIONS // (KILLS + 1):
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.2))
        site.kill()
        site.start()


def _report(site: Served, waiting: Queue[tuple[int, str, int]], acknowledged: list[str]) -> None:
    """Submit what waits, sending again whatever got no answer, until each is acknowledged."""
    reporter = Reporter(site.address)
    _patiently(lambda: reporter.sign_in(mail_of(Role.LEAD), PASSWORD))
    while True:
        try:
            number, code, year = waiting.get_nowait()
        except Empty:
            return
        tag = f"envío {number}"
        while not _submitted(reporter, code, year, number, tag):
            pass
        acknowledged.append(tag)


def _submitted(reporter: Reporter, code: str, year: int, number: int, tag: str) -> bool:
    """Open the form, submit it, send the same again while no answer comes; false where somebody else was faster."""
    form = _patiently(lambda: reporter.open(code, year))
    typed = {"value": str(number + 1), "comment": tag, "reason": "Se completó el registro."}
    for _doubts in range(3):
        answer = _patiently(partial(reporter.send, code, year, form, "submit", **typed))
        if answer.status_code == 302:
            return True
        assert answer.status_code in {409, 422}, answer.text[:2000]
        asked = re.search(r'name="confirmed" value="([^"]+)"', answer.text)
        if answer.status_code == 409 or asked is None:
            return False
        form = {**form, **hidden(answer.text, "value-form"), "confirmed": asked[1], "submission": form["submission"]}
    return False


def _patiently(asked):
    """Ask until the site answers."""
    while True:
        try:
            return asked()
        except requests.RequestException as no_answer:
            if no_answer.response is not None and no_answer.response.status_code < 500:
                raise
            time.sleep(0.1)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
