"""Evidence: what is taken, what is refused at the door, who may have it again, and how a browser gets it."""

import hashlib
import io
import socketserver
import stat
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.conftest import as_person
from tests.site.filling import address, page, sent

from rumbo.apps.accounts.models import Role
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history
from rumbo.core.observations import State

PDF = b"%PDF-1.7\nsome register"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


@pytest.fixture
def reporter(as_role):
    return as_role(Role.ENTITY_REPORTER)


def attached(client, *files, code="OP2-I1", action="attach"):
    uploads = [SimpleUploadedFile(name, content, "application/pdf") for name, content in files]
    return sent(client, code, action, value="5", comment="kept", files=uploads)


def files_of(policy_site, code="OP2-I1"):
    draft = draft_of(ObservationKey(policy_site.code, code, 2026))
    return draft.evidence if draft else ()


def file_address(sha256, code="OP2-I1"):
    return page("work:evidence", code=code, year=2026, sha256=sha256)


def test_several_files_are_kept_and_their_hashes_shown(reporter, policy_site):
    assert attached(reporter, ("register.pdf", PDF), ("photo.png", PNG)).status_code == 302
    assert [file.name for file in files_of(policy_site)] == ["register.pdf", "photo.png"]
    shown = reporter.get(address("OP2-I1")).content.decode()
    assert hashlib.sha256(PDF).hexdigest() in shown
    assert "Hasta 50 MB" in shown
    assert 'value="5"' in shown, "what was typed was saved along"


def test_a_file_chosen_before_submitting_goes_along(reporter, policy_site):
    assert attached(reporter, ("register.pdf", PDF), action="submit").status_code == 302
    (revision,) = history(policy_site.code, "OP2-I1", 2026)
    assert [file.name for file in revision.evidence] == ["register.pdf"]


def test_a_submission_with_a_file_sent_twice_leaves_no_draft_behind(reporter, policy_site):
    hidden = {"version": "0", "revision": "0", "submission": "7f8b1f0e-59f5-4a4e-9b0a-0f3a2f6f5a11"}
    for _time in range(2):
        upload = SimpleUploadedFile("register.pdf", PDF)
        answer = reporter.post(address("OP2-I1"), {**hidden, "action": "submit", "value": "5", "files": [upload]})
        assert answer.status_code == 302
    assert len(history(policy_site.code, "OP2-I1", 2026)) == 1
    assert files_of(policy_site) == ()


def test_a_file_is_taken_off_again(reporter, policy_site):
    attached(reporter, ("register.pdf", PDF), ("photo.png", PNG))
    assert sent(reporter, "OP2-I1", f"remove:{hashlib.sha256(PDF).hexdigest()}", value="5").status_code == 302
    assert [file.name for file in files_of(policy_site)] == ["photo.png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("page.txt", b"\n <HTML><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.png", PDF),
        ("program.exe", b"MZ\x90\0"),
        ("program.pdf.exe", PDF),
        ("macros.xlsm", b"PK\x03\x04"),
        ("nothing", PDF),
        ("empty.pdf", b""),
        ("binary.csv", b"a;b\0\0\0\0"),
    ],
)
def test_what_is_no_evidence_is_refused(reporter, policy_site, name, content):
    answer = attached(reporter, (name, content))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="problems"' in shown
    assert "kept" in shown
    assert files_of(policy_site) == ()


def test_a_file_too_large_is_refused(reporter, policy_site, settings):
    settings.EVIDENCE_MOST_BYTES = 1 << 20
    answer = attached(reporter, ("register.pdf", PDF + b" " * (1 << 20)))
    assert answer.status_code == 422
    assert "se aceptan 1 MB" in answer.content.decode()
    assert files_of(policy_site) == ()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\register.pdf", "register.pdf"),
        ("/root/.ssh/key.pdf", "key.pdf"),
        ('a<b>c".pdf', "abc.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(reporter, policy_site, settings, name, kept):
    assert attached(reporter, (name, PDF)).status_code == 302
    (file,) = files_of(policy_site)
    assert file.name == kept
    stored = [path for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [file.sha256]


def test_a_browser_is_given_a_file_to_save_and_nothing_to_run(reporter):
    attached(reporter, ("table.csv", b"a;b\n1;<script>alert(1)</script>"))
    sha256 = hashlib.sha256(b"a;b\n1;<script>alert(1)</script>").hexdigest()
    for question in ("", "?ver=1"):
        answer = reporter.get(file_address(sha256) + question)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert b"".join(answer.streaming_content).startswith(b"a;b")


def test_a_picture_and_a_document_may_be_looked_at(reporter):
    attached(reporter, ("photo.png", PNG), ("register.pdf", PDF))
    for content, kind in ((PNG, "image/png"), (PDF, "application/pdf")):
        answer = reporter.get(file_address(hashlib.sha256(content).hexdigest()) + "?ver=1")
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["Content-Type"] == kind
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert b"".join(answer.streaming_content).startswith((b"%PDF", b"\x89PNG"))


@pytest.fixture
def in_the_ledger(reporter, policy_site):
    attached(reporter, ("register.pdf", PDF), action="submit")
    return hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_the_values_may_have_their_files(as_role, in_the_ledger, role):
    answer = as_role(role).get(file_address(in_the_ledger))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith((b"%PDF", b"\x89PNG"))


def test_another_entity_may_not_even_by_its_own_value(people, in_the_ledger):
    stranger = as_person(people.other)
    assert stranger.get(file_address(in_the_ledger)).status_code == 404
    assert stranger.get(file_address(in_the_ledger, "S1.1.2-Q1")).status_code == 404


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "..%2f..%2frumbo.sqlite3"])
def test_no_other_file_is_given(reporter, in_the_ledger, sha256):
    assert reporter.get(file_address("HASH").replace("HASH", sha256)).status_code == 404


def test_a_draft_s_file_is_not_for_everyone_who_reads(as_role, reporter):
    attached(reporter, ("register.pdf", PDF))
    where = file_address(hashlib.sha256(PDF).hexdigest())
    assert as_role(Role.ADMINISTRATOR).get(where).status_code == 404
    answer = as_role(Role.LEAD).get(where)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith((b"%PDF", b"\x89PNG"))


@pytest.fixture
def scanner(tmp_path, settings):
    """A scanner of viruses that finds whatever holds the word EICAR, and breaks on the word BREAK."""
    program = tmp_path / "scan.sh"
    program.write_text(
        '#!/bin/sh\ngrep -q BREAK "$1" && exit 2\ngrep -q EICAR "$1" && echo "Eicar-Test" && exit 1\nexit 0\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    settings.VIRUS_SCAN = str(program)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(("word", "told"), [(b"EICAR", "Eicar-Test"), (b"BREAK", "No se pudo buscar virus")])
def test_what_the_scanner_refuses_is_not_stored(reporter, policy_site, settings, word, told):
    answer = attached(reporter, ("register.pdf", PDF + word), ("sound.pdf", PDF))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert [file.name for file in files_of(policy_site)] == ["sound.pdf"]
    assert len([path for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file()]) == 1


class _Clamd(socketserver.StreamRequestHandler):
    """ClamAV's protocol INSTREAM: pieces with their length before them, until a piece of none."""

    def handle(self):
        assert self.rfile.read(len(b"nINSTREAM\n")) == b"nINSTREAM\n"
        content = io.BytesIO()
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content.write(self.rfile.read(size))
        found = b"Eicar-Test FOUND" if b"EICAR" in content.getvalue() else b"OK"
        self.wfile.write(b"stream: " + found + b"\n")


@pytest.fixture
def server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        settings.VIRUS_SCAN = f"clamd:127.0.0.1:{made.server_address[1]}"
        yield
        made.shutdown()


@pytest.mark.usefixtures("server")
def test_the_server_of_clamav_is_asked(reporter, policy_site):
    answer = attached(reporter, ("bad.pdf", PDF + b"EICAR"), ("sound.pdf", PDF))
    assert "Eicar-Test" in answer.content.decode()
    assert [file.name for file in files_of(policy_site)] == ["sound.pdf"]


@pytest.mark.parametrize("address_of_server", ["clamd:/nowhere/clamd.ctl", "clamd:127.0.0.1:1", "/nowhere/scan"])
def test_a_scanner_that_does_not_answer_lets_nothing_in(reporter, policy_site, settings, address_of_server):
    settings.VIRUS_SCAN = address_of_server
    answer = attached(reporter, ("register.pdf", PDF))
    assert answer.status_code == 422
    assert "No se pudo buscar virus" in answer.content.decode()
    assert files_of(policy_site) == ()


def test_a_value_in_review_shows_its_files_to_the_reviewer(as_role, in_the_ledger, policy_site):
    shown = as_role(Role.LEAD).get(page("review:value", code="OP2-I1", year=2026)).content.decode()
    assert in_the_ledger in shown
    assert history(policy_site.code, "OP2-I1", 2026)[0].state is State.SUBMITTED
