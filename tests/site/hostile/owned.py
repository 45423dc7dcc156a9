"""Requests for what belongs to somebody else: another entity's values and matters, another person's work and keys."""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from tests.apps.following.raised import alert
from tests.core.intake.forms import table
from tests.site.filling import address, fresh, page
from tests.site.hostile.scene import FOREIGN, OWN, YEAR, Attack, Scene, Send
from tests.site.people.door import sign_in

from rumbo.apps.accounts.models import ApiToken, Entity, Role
from rumbo.apps.following.services import commit, recommend, take_up
from rumbo.apps.jobs.services import start

_GONE = ("Esta página no existe",)
_NOT_YOURS = ("Sus roles no abren esta página", "un administrador puede darle el rol")


def _foreign(route: str, *, post: bool = False) -> Send:
    """A page of a value of the other entity, by a reporter."""

    def sent(scene: Scene) -> HttpResponse:
        where = address(FOREIGN, YEAR, route)
        form = {**fresh(), "action": "submit", "numerator": "1", "denominator": "1", "remark": "x"}
        return scene.reporter.post(where, form) if post else scene.reporter.get(where)

    return sent


def _evidence_of_others(code: str) -> Send:
    """The evidence of the first entity, asked for by the other one below a value."""

    def sent(scene: Scene) -> HttpResponse:
        scene.send_files((b"acta.pdf", b"%PDF-1.7 acta"))
        (file,) = (path for path in scene.settings.EVIDENCE_ROOT.rglob("*") if path.is_file())
        scene.watch()
        where = page("work:evidence", code=code, year=YEAR, sha256=file.name)
        return scene.client(scene.people.other).get(where)

    return sent


def _matter_of_others(route: str) -> Send:
    """A case, a commitment or a recommendation of the first entity, asked for by the other one."""

    def sent(scene: Scene) -> HttpResponse:
        lead, policy, own = scene.people[Role.LEAD], scene.policy, scene.people.entity
        due = datetime.now(UTC).date() + timedelta(days=9)
        case = take_up(policy, alert(OWN), actor=lead, owner=lead)
        promised = commit(policy, case_id=case.id, text="Medir.", entity=own, due=due, actor=lead)
        said = recommend(policy, report="2025", number="1", text="Medir.", entity=own, actor=lead)
        number = {"case": case.id, "commitment": promised.id, "recommendation": said.id}[route]
        scene.watch()
        form = {"action": "follow", "follow-remark": "Hecho."}
        return scene.client(scene.people.other).post(page(f"following:{route}", number=number), form)

    return sent


def _close_a_case(scene: Scene) -> HttpResponse:
    case = take_up(scene.policy, alert(OWN), actor=scene.people[Role.LEAD])
    scene.watch()
    form = {"action": "close", "close-progress": "done", "close-remark": "Hecho."}
    return scene.reporter.post(page("following:case", number=case.id), form)


def _job_of_others(scene: Scene) -> HttpResponse:
    job = start("verification", {}, scene.people[Role.LEAD])
    scene.watch()
    return scene.client(Role.PLANNING).post(page("jobs:again", id=job.pk))


def _workbook_of_others(scene: Scene) -> HttpResponse:
    form = {"form": SimpleUploadedFile("f.xlsx", table((OWN, None, None, 5, "")))}
    sent = scene.reporter.post(page("work:workbook") + f"?anio={YEAR}", form)
    scene.watch()
    return scene.client(scene.people.other).post(sent.headers["Location"])


def _token_of_others(scene: Scene) -> HttpResponse:
    scene.token()
    scene.watch()
    return scene.client(scene.people.other).post(page("people:revoke_token", pk=ApiToken.objects.get().pk))


def _token_for_others(scene: Scene) -> HttpResponse:
    other = Entity.objects.get(code=scene.people.other_entity)
    form = {"name": "pozos", "place": str(other.pk), "scope": "report", "days": "90"}
    return scene.reporter.post(page("people:new_token"), form)


def _value_of_others_by_token(scene: Scene) -> HttpResponse:
    secret = scene.token()
    scene.watch()
    return scene.report(secret, indicator=FOREIGN)


def _session_of_others(scene: Scene) -> HttpResponse:
    there = scene.client()
    sign_in(there, scene.people[Role.LEAD].email)
    answer = scene.reporter.post(page("people:end_session", pk=UserSession.objects.get().pk))
    assert there.get(page("people:self")).status_code == 200, "the other person's session goes on"
    return answer


ATTACKS = [
    Attack("the value of another entity, opened", _foreign("work:value"), 404, _GONE),
    Attack("the value of another entity, submitted", _foreign("work:value", post=True), 404, _GONE),
    Attack("the value of another entity, judged", _foreign("work:judge", post=True), 404, _GONE),
    Attack("the draft of another entity, handed back", _foreign("work:hand_back", post=True), 404, _GONE),
    Attack("who works on the value of another entity", _foreign("work:presence"), 404, _GONE),
    Attack("the evidence of another entity", _evidence_of_others(OWN), 404, _GONE),
    Attack("the evidence of another entity, below a value of one's own", _evidence_of_others(FOREIGN), 404, _GONE),
    Attack("the case of another entity", _matter_of_others("case"), 404, _GONE),
    Attack("the commitment of another entity", _matter_of_others("commitment"), 404, _GONE),
    Attack("the recommendation for another entity", _matter_of_others("recommendation"), 404, _GONE),
    Attack("a case closed by whom it concerns", _close_a_case, 403, _NOT_YOURS),
    Attack("a job of somebody else, begun again", _job_of_others, 404, _GONE),
    Attack("a workbook that somebody else sent, recorded", _workbook_of_others, 404, _GONE),
    Attack("a token of somebody else, ended", _token_of_others, 400, ("administrador",)),
    Attack("a token for another entity", _token_for_others, 422, ("Escoja una opción válida",)),
    Attack(
        "a value of another entity, by a token",
        _value_of_others_by_token,
        403,
        ("GRA no reporta S1.1.2-Q1", "Envíe solo"),
    ),
    Attack("a session of somebody else, ended", _session_of_others, 302),
]
