"""What leaves the site as a file, a feed or a mail carries texts of people: none may run where it is opened."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.core import mail
from django.http import HttpResponse
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook
from tests.apps.following.raised import alert
from tests.site.filling import page
from tests.site.hostile.scene import YEAR, Scene, read, whole
from tests.site.people.door import PASSWORD

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.following.services import commit, make_public, take_up
from rumbo.apps.ledger.printing import issue
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services import publish, record_values
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.reporting.formats import Format
from rumbo.core.workspace import workspace
from rumbo.site.policy_shown import method

#: What a spreadsheet takes for a formula, each with a word by which it is found again.
FORMULAS = {
    "veneno0": "=cmd|' /C calc'!A0 veneno0",
    "veneno1": "+cmd|' /C calc'!A0 veneno1",
    "veneno2": "-2+3+cmd|' /C calc'!A0 veneno2",
    "veneno3": "@SUM(A1:A9) veneno3",
    "veneno4": '\t=HYPERLINK("http://evil.example") veneno4',
    "veneno5": '\r=WEBSERVICE("http://evil.example") veneno5',
    "veneno6": "＝1+1 veneno6",
    "veneno7": ' =DDE("cmd";"/C calc";"x") veneno7',
}
MARK = "veneno"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Carrier:
    """A file that carries texts of people.

    Attributes:
        told: what it is.
        route: of its address.
        holes: of its address.
        role: who takes it; nobody in particular for none.
        holds: whether the planted texts stand in it.
    """

    told: str
    route: str
    holes: tuple[tuple[str, str], ...] = ()
    role: Role | None = None
    holds: bool = True


def _open_data(name: str, *, holds: bool = True) -> Carrier:
    return Carrier(f"the open data, {name}", "open_data:file", (("name", name),), holds=holds)


SHEETS = (
    Carrier("the matrix of commitments, CSV", "following:commitments_file", (("form", "csv"),), Role.LEAD),
    Carrier("the matrix of commitments, XLSX", "following:commitments_file", (("form", "xlsx"),), Role.LEAD),
    Carrier("the published report, XLSX", "public:report_file", (("format", "xlsx"),)),
    Carrier("the published report, CSV", "public:report_file", (("format", "csv"),)),
    Carrier("the form of the values", "work:template", role=Role.LEAD),
    _open_data("valores.csv"),
    _open_data("valores.xlsx"),
    _open_data("fichas.csv", holds=False),
    _open_data("fichas.xlsx", holds=False),
)


def plant(scene: Scene) -> str:
    """A formula in the comment of every indicator and in a commitment each, all public; the number of the report."""
    lead, planning, policy = scene.people[Role.LEAD], scene.people[Role.PLANNING], scene.policy
    case = take_up(policy, alert(), actor=lead, owner=lead)
    due = datetime.now(UTC).date() + timedelta(days=9)
    for indicator, formula in zip(policy.indicators, FORMULAS.values(), strict=True):
        terms = (
            {} if indicator.measure.reported_as == "value" else {"numerator": Decimal(50), "denominator": Decimal(100)}
        )
        value = NewValue(indicator.code, YEAR, Decimal(50), comment=formula, **terms)
        record_values(policy, [value], origin=Origin.REPORTED, actor=lead)
        commit(policy, case_id=case.id, text=formula, entity=scene.people.entity, due=due, actor=lead)
    make_public(policy, case.id, actor=planning)
    scene.advance_all(State.VALIDATED)
    made = issue(
        policy, YEAR, method=method(), formats=[Format.XLSX, Format.CSV], folder=workspace().reports, actor=planning
    )
    assert made.issued
    publish(policy, made.issued.number, actor=planning)
    return made.issued.number


def taken(scene: Scene, carrier: Carrier, number: str) -> HttpResponse:
    """The file."""
    holes = dict(carrier.holes)
    if kind := holes.pop("format", ""):
        issued = scene.visitor.get("/api/v1/reports").json()["items"][0]["files"]
        holes = {"number": number, "name": next(f["name"] for f in issued if f["name"].endswith(kind))}
    browser = scene.client(carrier.role)
    answer = browser.get(page(carrier.route, **holes) + f"?anio={YEAR}")
    assert answer.status_code == 200, read(answer)[:300]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return answer


def cells(answer: HttpResponse) -> Iterator[tuple[str, bool]]:
    """Every text of a table, and whether it runs as somebody planted it.

    In a workbook by what the cell is, beside the site's own formulas and the links between its sheets; in a CSV by how
    the text begins.
    """
    content = bytes(answer.content)
    if content.startswith(b"PK"):
        for sheet in load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                for cell in row:
                    text = str(cell.value or "")
                    link = cell.hyperlink.target if cell.hyperlink else None
                    yield text, bool(link) or (cell.data_type == "f" and MARK in text)
        return
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for text in line:
            yield text, text.lstrip(" \u00a0").startswith(_STARTS) and not _number(text)


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def json_holds_text_alone(scene: Scene) -> None:
    """The values as JSON: no page, whatever stands in it."""
    plant(scene)
    answer = scene.visitor.get(page("open_data:file", name="valores.json"))
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "veneno3" in json.dumps(json.loads(answer.content))


def feed_holds_no_markup(scene: Scene) -> None:
    """The feeds: readers show a summary as a page, so nothing in it may be one."""
    plant(scene)
    for route in ("open_data:alerts_feed", "open_data:reports_feed"):
        answer = scene.visitor.get(page(route))
        tree = etree.fromstring(answer.content)
        texts = [str(text) for text in tree.itertext()]
        assert len(tree.findall("{http://www.w3.org/2005/Atom}entry")) == 1
        assert not [text for text in texts if "<" in text or "veneno" in text]


def calendar_keeps_its_events(scene: Scene) -> None:
    """A commitment that would end its event and begin another one."""
    lead = scene.people[Role.LEAD]
    case = take_up(scene.policy, alert(), actor=lead)
    text = "Medir.\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:veneno\r\nATTACH:http://evil.example"
    due = datetime.now(UTC).date() + timedelta(days=9)
    commit(scene.policy, case_id=case.id, text=text, entity=scene.people.entity, due=due, actor=lead)
    (event,) = Calendar.from_ical(scene.client(Role.LEAD).get(page("calendars:file")).content).events
    assert "ATTACH" not in event
    assert "BEGIN:VEVENT" in str(event["description"])


def mail_keeps_its_readers(scene: Scene) -> None:
    """A name with a line of the head of a mail in it."""
    person = scene.people[Role.ENTITY_HEAD]
    described = scene.client(person).post(
        page("people:self"), {"name": "Ana\r\nBcc: veneno@evil.example\r\n\r\n<b>x</b>", "language": "es"}
    )
    assert described.status_code == 302
    scene.visitor.post(page("account_reset_password"), {"email": person.email})
    given = {"oldpassword": PASSWORD, "password1": "ocho llamas en la puna", "password2": "ocho llamas en la puna"}
    scene.client(Person.objects.get(pk=person.pk)).post(page("account_change_password"), given)
    assert mail.outbox
    for sent in mail.outbox:
        assert sent.recipients() == [person.email]
        assert not sent.bcc
        assert "Bcc" not in sent.message()


def reset_link_keeps_its_site(scene: Scene) -> None:
    """A name of the site put in by a proxy's header: the link of the mail still leads here."""
    person = scene.people[Role.LEAD]
    headers = {"x-forwarded-host": "evil.example", "x-host": "evil.example", "forwarded": "host=evil.example"}
    scene.visitor.post(page("account_reset_password"), {"email": person.email}, headers=headers)
    (sent,) = mail.outbox
    assert "evil.example" not in str(sent.body)
    assert "http://testserver/" in str(sent.body)


def evidence_runs_nothing(scene: Scene) -> None:
    """Files that are two things at once: a document or a picture, and a page."""
    page_in_it = b"\n<html><script>alert(1)</script></html>"
    kinds = {b"acta.pdf": b"%PDF-1.7", b"foto.png": b"\x89PNG\r\n\x1a\n", b"nota.txt": b"veneno", b"tabla.csv": b"a;b"}
    assert scene.send_files(*((name, head + page_in_it) for name, head in kinds.items())).status_code == 302
    browser = scene.reporter
    for path in scene.settings.EVIDENCE_ROOT.rglob("*"):
        if not path.is_file():
            continue
        where = page("work:evidence", code="OP2-I1", year=YEAR, sha256=path.name)
        for question in ("", "?ver=1"):
            answer = browser.get(where + question)
            assert whole(answer)
            kind = answer.headers["Content-Type"]
            assert kind in {"application/octet-stream", "application/pdf", "image/png"}
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "script-src" not in answer.headers["Content-Security-Policy"]
            if kind == "application/octet-stream":
                assert answer.headers["Content-Disposition"].startswith("attachment")


def names_are_only_names(scene: Scene) -> None:
    """Files that call themselves elsewhere, end early, or turn the direction of writing."""
    pdf = b"%PDF-1.7 "
    called = {
        b"../../../secret-key.pdf": "secret-key.pdf",
        b"..\\..\\windows\\acta.pdf": "acta.pdf",
        b"/etc/passwd.pdf": "passwd.pdf",
        b"a\0b.pdf": "ab.pdf",
        "gato\u202efdp.pdf".encode(): "gatofdp.pdf",
        b"%2e%2e%2fclave.pdf": "%2e%2e%2fclave.pdf",
        b"x.pdf\r\nX-Planted: 1": "x.pdf",
        b"<svg onload=alert(1)>.pdf": "svg onload=alert(1).pdf",
        b"CON.pdf": "CON.pdf",
    }
    assert scene.send_files(*((name, pdf + name) for name in called)).status_code == 302
    stored = [path for path in scene.settings.EVIDENCE_ROOT.rglob("*") if path.is_file()]
    assert all(len(path.name) == 64 for path in stored)
    shown = read(scene.reporter.get(page("work:value", code="OP2-I1", year=YEAR)))
    for name in called.values():
        assert name in shown
    assert "\u202e" not in shown
    names = []
    for path in stored:
        answer = scene.reporter.get(page("work:evidence", code="OP2-I1", year=YEAR, sha256=path.name))
        assert whole(answer).startswith(pdf)
        names.append(answer.headers["Content-Disposition"])
        assert "X-Planted" not in answer.headers
    assert 'attachment; filename="secret-key.pdf"' in names


def a_comment_ends_no_text(scene: Scene) -> None:
    """The sign that ends texts, in a comment sent by program: no database would keep it, so it is taken out."""
    answer = scene.report(scene.token(), comment="a\0b")
    assert answer.status_code == 200
    (revision,) = history(scene.policy.code, "OP2-I1", YEAR)
    assert revision.comment == "ab"


CARRIED: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("the values as JSON", json_holds_text_alone),
    ("the feeds", feed_holds_no_markup),
    ("a commitment in a calendar", calendar_keeps_its_events),
    ("a name in a mail", mail_keeps_its_readers),
    ("the link in a mail", reset_link_keeps_its_site),
    ("evidence that is two things at once", evidence_runs_nothing),
    ("names of evidence", names_are_only_names),
    ("the sign that ends texts, in a comment", a_comment_ends_no_text),
)
