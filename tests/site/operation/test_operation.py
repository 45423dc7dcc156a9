"""Is the site well, and what does it tell those who only pass by?"""

import json
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from rumbo.core.errors import InputError
from rumbo.site.environment import allowed_hosts, flag, site_address, whole_number
from rumbo.site.operation import views


def test_a_site_that_is_well_says_so(policy_site):
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


@pytest.mark.parametrize(
    ("part", "broken"), [("schema", {"missing_migrations": lambda: {("ledger", "9999")}}), ("workspace", {})]
)
def test_a_site_that_is_not_well_names_the_part(policy_site, monkeypatch, tmp_path, part, broken):
    for name, instead in broken.items():
        monkeypatch.setattr(views, name, instead)
    if part == "workspace":
        monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "nowhere"))
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()[part] != "ok"


def test_every_page_keeps_to_its_sources(policy_site):
    answer = Client().get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert " style=" not in page
    assert "<script>" not in page


def test_robots_leave_closed_rooms_alone(client):
    told = client.get(reverse("operation:robots")).content.decode()
    assert "Disallow: /trabajo/" in told
    assert "Disallow: /objetivos/" not in told


def test_tokens_are_kept_for_ever(client):
    answer = client.get(reverse("operation:tokens", args=["x"]))
    assert "immutable" in answer["Cache-Control"]
    assert "--accent:" in answer.content.decode()


@pytest.mark.parametrize("given", ["rumbo.example", "ftp://rumbo.example", "https://rumbo.example/path", "https://"])
def test_a_wrong_address_is_told(monkeypatch, given):
    monkeypatch.setenv("RUMBO_SITE_URL", given)
    with pytest.raises(InputError) as told:
        site_address()
    assert told.value.problems[0].where == "RUMBO_SITE_URL"


def test_the_site_answers_under_its_names(monkeypatch):
    monkeypatch.setenv("RUMBO_SITE_URL", "https://rumbo.example:8443")
    monkeypatch.setenv("RUMBO_HOSTS", "other.example, third.example")
    assert {"rumbo.example", "other.example", "third.example", "localhost"} <= {*allowed_hosts()}
    address = site_address()
    assert address is not None
    assert (address.secure, address.origin) == (True, "https://rumbo.example:8443")


@pytest.mark.parametrize(("read", "given"), [(flag, "perhaps"), (lambda name: whole_number(name, 5, least=1), "0")])
def test_a_wrong_setting_is_told(monkeypatch, read, given):
    monkeypatch.setenv("RUMBO_BEHIND_PROXY", given)
    with pytest.raises(InputError) as told:
        read("RUMBO_BEHIND_PROXY")
    assert told.value.problems[0].where == "RUMBO_BEHIND_PROXY"


def test_serving_with_a_wrong_setting_ends_before_it_begins(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "rumbo", "serve", "--port", "1"],
        env={"PATH": "/usr/bin:/bin", "RUMBO_HOME": str(tmp_path), "RUMBO_SITE_URL": "nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "RUMBO_SITE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_logs_are_one_json_line_an_event(tmp_path):
    program = (
        "from rumbo.site.setup import ensure_ready; ensure_ready(); from rumbo.site.wsgi import application; "
        "from django.test import Client; Client().get('/healthz', headers={'host': 'localhost'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": "/usr/bin:/bin", "RUMBO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert len({event["request_id"] for event in events}) == 1
    assert events[-1]["code"] == 200
