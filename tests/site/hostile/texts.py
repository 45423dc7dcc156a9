"""Texts that come out again: each is planted by one road and looked for on every page and file that shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html
from tests.apps.following.raised import alert
from tests.core.intake.forms import csv
from tests.site.filling import address, fresh, page
from tests.site.hostile.scene import OWN, YEAR, Scene
from tests.site.people.door import PASSWORD

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import RoleIn, invite, issue_token
from rumbo.apps.following.services import commit, make_public, recommend, take_up
from rumbo.apps.ledger.services import move_due_date, open_campaign, return_value

#: Whatever of this a browser took for more than text, it would run.
POISON = (
    "veneno{{7|add:7}}<script>alert(1)</script><img src=x onerror=alert(1)>\"'></textarea></title></option>"
    "<svg onload=alert(1)><a href=javascript:alert(1)>x</a><base href=//evil.example>"
)
MARK = "veneno"
_RUN = ("script", "iframe", "object", "embed", "base", "applet", "frame", "form")


@dataclass(frozen=True)
class Planted:
    """A text of an attacker, on its way out.

    Attributes:
        told: which text, in a line.
        pages: plants it; the answers of every page that shows it.
    """

    told: str
    pages: Callable[[Scene], Iterable[HttpResponse]]


def faults(answer: HttpResponse) -> list[str]:
    """What of a page a browser would run, or would take for a link of ours, because of the text."""
    source = answer.content.decode()
    assert "text/html" in answer.headers["Content-Type"]
    if MARK not in source:
        return ["the text is not on the page"]
    if "default-src 'none'" not in answer.headers.get("Content-Security-Policy", ""):
        return ["nothing forbids scripts"]
    tree = html.document_fromstring(source)
    found = [f"<{e.tag}>" for e in tree.iter(*_RUN) if not _ours(e)]
    found += [f"<{e.tag} {name}>" for e in tree.iter("*") for name in e.attrib if name.lower().startswith("on")]
    found += [
        f"<{e.tag} {name}={value[:40]}>"
        for e in tree.iter("*")
        for name, value in e.attrib.items()
        if name in {"href", "src", "action", "formaction", "xlink:href"}
        and (value.strip().lower().startswith(("javascript:", "data:", "//")) or value == "x")
    ]
    if f"{MARK}14" in source:
        found.append("a template was run")
    return found


def _ours(element: html.HtmlElement) -> bool:
    """Whether a script or a form is one of the site's own: from its own folder, or to its own address."""
    if element.tag == "script":
        return bool(element.get("src", "").startswith("/static/")) and not (element.text or "").strip()
    return element.tag == "form" and not element.get("action", "").startswith(("//", "http", "javascript"))


def _of_value(scene: Scene) -> list[HttpResponse]:
    return [
        scene.reporter.get(address(OWN, YEAR)),
        scene.client(Role.LEAD).get(page("review:value", code=OWN, year=YEAR)),
    ]


def _comment(scene: Scene) -> list[HttpResponse]:
    assert scene.send_value(value="5", comment=POISON).status_code == 302
    return _of_value(scene)


def _published_comment(scene: Scene) -> list[HttpResponse]:
    scene.send_value(value="5", comment=POISON)
    scene.publish()
    return [scene.visitor.get(page("public:explanation", code=OWN, year=YEAR))]


def _draft(scene: Scene) -> list[HttpResponse]:
    scene.send_value(value=POISON, comment=POISON, reason=POISON, action="save")
    other = scene.client(Role.ENTITY_HEAD)
    conflict = other.post(address(OWN, YEAR), {**fresh(), "action": "save", "value": "7", "comment": POISON})
    assert conflict.status_code == 409
    return [scene.reporter.get(address(OWN, YEAR)), conflict]


def _part(scene: Scene) -> list[HttpResponse]:
    part = {"part-0-dimension": POISON, "part-0-member": POISON, "part-0-value": "1"}
    return [scene.send_value(value="5", **part)]


def _reason(scene: Scene) -> list[HttpResponse]:
    key = scene.bring(OWN, YEAR, "5")
    return_value(key, actor=scene.people[Role.LEAD], reason=POISON)
    return [scene.reporter.get(page("work:home") + f"?anio={YEAR}"), *_of_value(scene)]


def _name_of_evidence(scene: Scene) -> list[HttpResponse]:
    scene.send_files((b"veneno <img onerror=alert(1)>';alert(1);'.pdf", b"%PDF-1.7"))
    return [scene.reporter.get(address(OWN, YEAR))]


def _name_of_person(scene: Scene) -> list[HttpResponse]:
    person, admin = scene.people[Role.ENTITY_REPORTER], scene.client(Role.ADMINISTRATOR)
    assert scene.reporter.post(page("people:self"), {"name": POISON[:200], "language": "es"}).status_code == 302
    scene.people.by_role[Role.ENTITY_REPORTER] = Person.objects.get(pk=person.pk)
    scene.send_value(value="5")
    welcome = scene.reporter.get(page("people:self"))
    return [welcome, admin.get(page("people:home")), admin.get(page("people:person", pk=person.pk)), *_of_value(scene)]


def _name_of_invited(scene: Scene) -> list[HttpResponse]:
    links: list[str] = []
    place = RoleIn(Role.ENTITY_REPORTER, Entity.objects.get(code=scene.people.entity))
    admin = scene.people[Role.ADMINISTRATOR]

    def address_of(secret: str) -> str:
        links.append(page("people:join", secret=secret))
        return links[0]

    invite("mar@rios.example", POISON[:200], place, actor=admin, address_of=address_of)
    return [scene.visitor.get(links[0]), scene.client(admin).get(page("people:home"))]


def _name_of_token(scene: Scene) -> list[HttpResponse]:
    person, entity = scene.people[Role.ENTITY_REPORTER], Entity.objects.get(code=scene.people.entity)
    issue_token(person, name=POISON[:100], entity=entity, scope="report", life=timedelta(days=9))
    return [scene.reporter.get(page("people:self")), scene.client(Role.ADMINISTRATOR).get(page("people:tokens"))]


def _browser(scene: Scene) -> list[HttpResponse]:
    browser = Client(headers={"user-agent": POISON})
    email = scene.people[Role.ADMINISTRATOR].email
    browser.post(page("account_login"), {"login": email, "password": PASSWORD})
    return [browser.get(page("people:self"))]


def _address_tried(scene: Scene) -> list[HttpResponse]:
    answer = scene.visitor.post(page("account_login"), {"login": POISON, "password": "x"})
    scene.visitor.post(
        page("account_login"), {"login": f'"{MARK}<script>alert(1)</script>"@x.example', "password": "x"}
    )
    return [answer, scene.client(Role.ADMINISTRATOR).get(page("people:sign_ins"))]


def _followed(scene: Scene) -> list[HttpResponse]:
    lead, policy = scene.people[Role.LEAD], scene.policy
    case = take_up(policy, alert(OWN), actor=lead, owner=lead, remark=POISON)
    due = datetime.now(UTC).date() + timedelta(days=9)
    promised = commit(policy, case_id=case.id, text=POISON, entity=scene.people.entity, due=due, actor=lead)
    make_public(policy, case.id, actor=scene.people[Role.PLANNING], remark=POISON)
    browser = scene.client(Role.LEAD)
    return [
        browser.get(page("following:case", number=case.id)),
        browser.get(page("following:commitments")),
        browser.get(page("following:commitment", number=promised.id)),
        browser.get(page("calendars:home")),
        scene.visitor.get(page("public:alerts")),
    ]


def _recommended(scene: Scene) -> list[HttpResponse]:
    said = recommend(
        scene.policy,
        report=POISON[:200],
        number="<b>1</b>",
        text=POISON,
        entity=scene.people.entity,
        actor=scene.people[Role.LEAD],
    )
    browser = scene.client(Role.LEAD)
    return [
        browser.get(page("following:recommendations")),
        browser.get(page("following:recommendation", number=said.id)),
    ]


def _moved_date(scene: Scene) -> list[HttpResponse]:
    lead, today = scene.people[Role.LEAD], datetime.now(UTC).date()
    open_campaign(scene.policy, YEAR, opens=today, due=today + timedelta(days=20), actor=lead)
    later = today + timedelta(days=30)
    move_due_date(scene.policy, YEAR, scene.people.entity, later, actor=lead, reason=POISON)
    return [scene.client(Role.LEAD).get(page("review:campaign") + f"?anio={YEAR}")]


def _workbook(scene: Scene) -> list[HttpResponse]:
    content = csv(f'{OWN};;;"{POISON.replace(chr(34), chr(39))}";x')
    sent = scene.reporter.post(
        page("work:workbook") + f"?anio={YEAR}", {"form": SimpleUploadedFile("veneno<img src=x>.csv", content)}
    )
    return [scene.reporter.get(sent.headers["Location"])]


def _asked(scene: Scene) -> list[HttpResponse]:
    poison, lead = quote(POISON), scene.client(Role.LEAD)
    return [
        scene.visitor.get(f"/buscar/?q={poison}"),
        scene.visitor.get(f"/indicadores/?q={poison}"),
        scene.visitor.get(f"/comercio/?q={poison}"),
        scene.visitor.get(f"/comercio/exports_by_product/?{poison}={poison}"),
        scene.visitor.get(f"/?anio={poison}"),
        scene.visitor.get(f"/indicadores/{quote(POISON, safe='')}/"),
        scene.visitor.get(f"/entidades/{quote(POISON, safe='')}/"),
        lead.get(f"/?vista={poison}"),
        lead.get(f"/?al={poison}"),
        lead.get(f"/revision/?estado={poison}"),
        lead.get(f"/seguimiento/?entidad={poison}&q={poison}"),
        scene.client(Role.ADMINISTRATOR).get(f"/personas/?q={quote(POISON[:200])}"),
        scene.client(Role.ADMINISTRATOR).get(f"/personas/ingresos/?q={quote(POISON[:200])}"),
    ]


TEXTS = [
    Planted("a comment, where it stands and where it is reviewed", _comment),
    Planted("a comment, once it is public", _published_comment),
    Planted("a draft, in its form and beside another version of it", _draft),
    Planted("the part of a breakdown", _part),
    Planted("the reason of a return", _reason),
    Planted("the name of a file", _name_of_evidence),
    Planted("the name of a person", _name_of_person),
    Planted("the name of somebody who is invited", _name_of_invited),
    Planted("the name of a token", _name_of_token),
    Planted("the name of a browser, in the list of sessions", _browser),
    Planted("the address of somebody who tries to come in", _address_tried),
    Planted("a commitment and what was said of it", _followed),
    Planted("a recommendation", _recommended),
    Planted("why a due date was moved", _moved_date),
    Planted("a cell of a workbook and the workbook's name", _workbook),
    Planted("whatever is asked for in an address", _asked),
]
