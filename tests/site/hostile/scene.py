"""What an attacker finds: a site with people of every role, what it holds, and whether anything of that changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from lxml import html
from tests.site.conftest import Bring, People, as_person
from tests.site.filling import address, fresh

from rumbo.apps.accounts.models import ApiToken, Entity, Person, Role
from rumbo.apps.accounts.services import issue_token
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance, advance_all
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy
from rumbo.core.workspace import workspace

OWN, FOREIGN = "OP2-I1", "S1.1.2-Q1"
"""An indicator of the reporter's entity, and one of the other entity."""
YEAR = 2026
_APPS = frozenset({"accounts", "calendars", "desk", "following", "jobs", "ledger", "reminders"})
#: Who came by and who has a page open is written down whatever is asked; so is the last sign of life.
_TRACES = frozenset({"accounts.SignIn", "desk.Opening"})
_SIGNS_OF_LIFE = frozenset({"last_login", "last_used_at"})
#: Where a workbook waits while its sender reads what is wrong in it, and what is made again at will.
_WAITING = frozenset({"arriving", "cache"})
_WAY = ((State.CONSOLIDATED, Role.LEAD), (State.VALIDATED, Role.PLANNING), (State.PUBLISHED, Role.PLANNING))
_BOUNDARY = "frontera"


@dataclass
class Scene:
    """The site under attack.

    Attributes:
        policy: the policy of the site.
        people: somebody of every role.
        bring: records a value and takes it to a state.
        settings: Django's, for the test alone.
        before: what the site held when the attack began.
    """

    policy: Policy
    people: People
    bring: Bring
    settings: Any
    before: dict[str, object] = field(default_factory=dict)

    def client(self, who: Role | Person | None = None) -> Client:
        """A browser of a person or of nobody; what breaks in the site becomes an answer, as in production."""
        person = self.people[who] if isinstance(who, Role) else who
        made = as_person(person) if person else Client()
        made.raise_request_exception = False
        return made

    @property
    def reporter(self) -> Client:
        """A browser of somebody who reports for the first entity."""
        return self.client(Role.ENTITY_REPORTER)

    @property
    def visitor(self) -> Client:
        """A browser of nobody in particular."""
        return self.client()

    def publish(self, code: str = OWN) -> None:
        """Take a submitted value of the year to the public."""
        key = ObservationKey(self.policy.code, code, YEAR)
        for state, role in _WAY:
            advance(key, state, actor=self.people[role])

    def advance_all(self, to: State) -> None:
        """Take every value of the year to a state."""
        for state, role in _WAY:
            advance_all(self.policy.code, YEAR, state, self.people[role])
            if state is to:
                break

    def token(self, scope: ApiToken.Scope = ApiToken.Scope.REPORT) -> str:
        """The secret of a new token of the reporter."""
        entity = Entity.objects.get(code=self.people.entity)
        life = timedelta(days=30)
        return issue_token(
            self.people[Role.ENTITY_REPORTER], name="pozos", entity=entity, scope=scope, life=life
        ).secret

    def report(self, secret: str, client: Client | None = None, **given: Any) -> HttpResponse:
        """Report a value by program, with a token or without."""
        value = {"indicator": OWN, "year": YEAR, "value": "5", **given}
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        browser = client or self.visitor
        return browser.post("/api/v1/values", {"values": [value]}, content_type="application/json", headers=headers)

    def send_value(self, client: Client | None = None, code: str = OWN, **typed: Any) -> HttpResponse:
        """Send the form of a value on which nobody has worked."""
        return (client or self.reporter).post(address(code, YEAR), {**fresh(), "action": "submit", **typed})

    def send_files(self, *files: tuple[bytes, bytes], code: str = OWN) -> HttpResponse:
        """Attach files to a value, each under the very name given, as a browser under an attacker's hand sends it."""
        form = {**fresh(), "action": "attach", "value": "5"}
        return self.reporter.post(
            address(code, YEAR),
            multipart(form, "files", files),
            content_type=f"multipart/form-data; boundary={_BOUNDARY}",
        )

    def watch(self) -> None:
        """From now on nothing may change."""
        self.before = self.held()

    def changed(self) -> set[str]:
        """What holds something else than when the attack began."""
        after = self.held()
        return {name for name in {*self.before, *after} if self.before.get(name) != after.get(name)}

    def held(self) -> dict[str, object]:
        """Everything that the site holds: every row of every table, every file, every mail."""
        rows = {
            model._meta.label: sorted(map(repr, model._default_manager.values_list(*_columns(model))))
            for model in apps.get_models()
            if model._meta.app_label in _APPS and model._meta.label not in _TRACES
        }
        home = workspace().home
        files = sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and _stays(path, home))
        return {**rows, "files": files, "mail": len(mail.outbox)}


def multipart(form: dict[str, str], name: str, files: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """The body of a form with files whose names nobody has tidied."""
    line = f"\r\n--{_BOUNDARY}\r\n".encode()
    body = b"".join(
        line + f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in form.items()
    )
    for called, content in files:
        head = b'Content-Disposition: form-data; name="' + name.encode() + b'"; filename="' + called + b'"\r\n'
        body += line + head + b"Content-Type: application/pdf\r\n\r\n" + content
    return body + f"\r\n--{_BOUNDARY}--\r\n".encode()


def read(answer: HttpResponse) -> str:
    """What an answer says to its reader: the words of a page, or the text of anything else."""
    if answer.streaming:
        return ""
    text = answer.content.decode("utf-8", "replace")
    if "html" not in answer.headers.get("Content-Type", "") or not text.strip():
        return text
    return " ".join(str(html.document_fromstring(text).text_content()).split())


def whole(answer: HttpResponse) -> bytes:
    """The bytes of a file that was handed out piece by piece."""
    return b"".join(answer.streaming_content)


Send = Callable[[Scene], HttpResponse]


@dataclass(frozen=True)
class Attack:
    """One attack that must be refused.

    Attributes:
        told: what is done, in a line.
        send: does it; the answer.
        status: with what it is answered.
        says: words of the answer: what was wrong and how to mend it.
        keeps: what may change all the same, such as the draft in which everything typed is kept.
    """

    told: str
    send: Send
    status: int
    says: tuple[str, ...] = ()
    keeps: frozenset[str] = frozenset()


def _columns(model: Any) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if column.attname not in _SIGNS_OF_LIFE]


def _stays(path: Path, home: Path) -> bool:
    return path.relative_to(home).parts[0] not in _WAITING
