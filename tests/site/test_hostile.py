"""Hostile inputs, each told in a line: refused with a clear message and nothing stored, or held as mere text."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.utils.html import escape
from tests.site.hostile import addresses, bodies, carried, files, forged, late, owned, texts
from tests.site.hostile.scene import Attack, Scene, read

import rumbo

GROUPS = {
    "address": addresses.ATTACKS,
    "file": files.ATTACKS,
    "body": bodies.ATTACKS,
    "forged": forged.ATTACKS,
    "owned": owned.ATTACKS,
    "late": late.ATTACKS,
}
#: Parts of an error page of a developer; none of them may leave the site.
_TRACES = (
    "Traceback",
    "Exception",
    ".py",
    "django.",
    "sqlite3",
    "psycopg",
    str(Path(rumbo.__file__).parent),
    tempfile.gettempdir(),
)
LEAST = 40


@pytest.fixture
def scene(policy_site, people, bring, settings) -> Scene:
    return Scene(policy_site, people, bring, settings)


def told(attack: Attack) -> str:
    return attack.told


def no_trace(answer: HttpResponse) -> None:
    """Nothing broke, and nothing of the inside of the site leaves with the answer."""
    assert answer.status_code < 500, read(answer)
    said = read(answer)
    assert not [trace for trace in _TRACES if trace in said], said


def test_there_are_at_least_forty_and_each_is_told_once():
    every = Counter(attack.told for group in GROUPS.values() for attack in group)
    assert len(every) >= LEAST
    assert max(every.values()) == 1


def test_what_changes_is_seen(scene):
    scene.watch()
    assert scene.changed() == set()
    scene.send_files((b"acta.pdf", b"%PDF-1.7"))
    assert scene.changed() == {"desk.Draft", "desk.DraftEvidence", "files"}
    scene.bring("OP1-I2", 2026, "5")
    assert {"ledger.ChainHead", "ledger.Revision", "ledger.Transition"} <= scene.changed()


def test_what_runs_is_seen():
    policy = {"Content-Security-Policy": "default-src 'none'"}
    assert not texts.faults(HttpResponse(f"<p>{escape(texts.POISON)}</p>", headers=policy))
    assert len(texts.faults(HttpResponse(f"<p>{texts.POISON}</p>", headers=policy))) >= 4
    assert texts.faults(HttpResponse("<p>veneno</p>")) == ["nothing forbids scripts"]
    table = HttpResponse(b'"=cmd|x",-3.5,"\r=1","\t=1","a=b"\r\n')
    assert [runs for _text, runs in carried.cells(table)] == [True, False, True, True, False]


def refused(attack: Attack, scene: Scene) -> None:
    """Send an attack, and look at the answer and at what the site holds."""
    scene.watch()
    answer = attack.send(scene)
    said = read(answer)
    assert answer.status_code == attack.status, said[:600]
    no_trace(answer)
    for words in attack.says:
        assert words in said, said[:1500]
    assert scene.changed() <= attack.keeps


@pytest.mark.parametrize("attack", GROUPS["address"], ids=told)
def test_an_address_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("attack", GROUPS["file"], ids=told)
def test_a_file_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("attack", GROUPS["body"], ids=told)
def test_a_body_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("attack", GROUPS["forged"], ids=told)
def test_a_forged_request_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("attack", GROUPS["owned"], ids=told)
def test_what_is_somebody_else_s_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("attack", GROUPS["late"], ids=told)
def test_a_request_too_late_is_refused(attack, scene):
    refused(attack, scene)


@pytest.mark.parametrize("planted", texts.TEXTS, ids=lambda planted: planted.told)
def test_a_text_stays_a_text(planted, scene):
    for answer in planted.pages(scene):
        no_trace(answer)
        assert not texts.faults(answer), f"{answer.request['PATH_INFO']}: {texts.faults(answer)}"


@pytest.mark.parametrize("carrier", carried.SHEETS, ids=lambda carrier: carrier.told)
def test_no_cell_of_a_file_runs(carrier, scene):
    answer = carried.taken(scene, carrier, carried.plant(scene))
    found = list(carried.cells(answer))
    assert not [text for text, runs in found if runs]
    held = {word for word in carried.FORMULAS if any(word in text for text, _runs in found)}
    assert held == ({*carried.FORMULAS} if carrier.holds else set())


@pytest.mark.parametrize(("told", "carries"), carried.CARRIED, ids=[told for told, _carries in carried.CARRIED])
def test_what_leaves_stays_what_it_is(told, carries, scene):
    carries(scene)
