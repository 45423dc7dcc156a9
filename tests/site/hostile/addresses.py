"""Attacks through an address: out of a folder, to another site, into the headers, past the numbers."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.core.statistics.small import imported
from tests.site.filling import page
from tests.site.hostile.scene import OWN, YEAR, Attack, Scene, Send
from tests.site.people.door import PASSWORD

from rumbo.apps.accounts.models import Role
from rumbo.apps.calendars.services import close_address, open_address
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger.printing import issue
from rumbo.apps.ledger.services import publish
from rumbo.core.observations import State
from rumbo.core.reporting.formats import Format
from rumbo.core.workspace import workspace
from rumbo.site.policy_shown import method

_GONE = ("Esta página no existe", "Busque")
_UP = "..%2f..%2f..%2f"
_DIGITS = "9" * 5000


def _get(path: str, role: Role | None = None, **headers: str) -> Send:
    return lambda scene: scene.client(role).get(path, headers=headers)


def _report(scene: Scene, *, public: bool) -> str:
    """A report that was issued; its number."""
    scene.bring(OWN, YEAR, "5", to=State.VALIDATED)
    made = issue(
        scene.policy,
        YEAR,
        method=method(),
        formats=[Format.JSON],
        folder=workspace().reports,
        actor=scene.people[Role.PLANNING],
    )
    assert made.issued
    if public:
        publish(scene.policy, made.issued.number, actor=scene.people[Role.PLANNING])
    scene.watch()
    return made.issued.number


def _out_of_a_public_report(scene: Scene) -> HttpResponse:
    return scene.visitor.get(f"/informes/{_report(scene, public=True)}/{_UP}secret-key")


def _out_of_an_issued_report(scene: Scene) -> HttpResponse:
    return scene.client(Role.LEAD).get(f"/emision/reportes/{_report(scene, public=False)}/{_UP}secret-key")


def _unpublished_report(scene: Scene) -> HttpResponse:
    return scene.visitor.get(page("public:report", number=_report(scene, public=False)))


def _out_of_a_job(scene: Scene) -> HttpResponse:
    job = start("verification", {}, scene.people[Role.LEAD])
    scene.watch()
    return scene.client(Role.LEAD).get(f"/tareas/{job.pk}/{_UP}secret-key")


def _closed_calendar(scene: Scene) -> HttpResponse:
    secret = open_address(scene.people[Role.LEAD])
    close_address(scene.people[Role.LEAD])
    scene.watch()
    return scene.visitor.get(page("calendars:subscription", secret=secret))


def _sign_in_and_go_to(where: str) -> Send:
    def sent(scene: Scene) -> HttpResponse:
        email = scene.people[Role.LEAD].email
        answer = scene.visitor.post(page("account_login"), {"login": email, "password": PASSWORD, "next": where})
        return _stays_here(answer)

    return sent


def _stays_here(answer: HttpResponse) -> HttpResponse:
    """The answer leads to a page of this site, and no header was smuggled in."""
    where = answer.headers["Location"]
    assert where.startswith("/"), where
    assert not where.startswith(("//", "/\\")), where
    assert "\n" not in str(answer.headers)
    assert "planted" not in answer.cookies
    return answer


def _leads_nowhere_else(send: Send) -> Send:
    return lambda scene: _stays_here(send(scene))


def _sign_out_and_go_away(scene: Scene) -> HttpResponse:
    return scene.client(Role.LEAD).post(page("account_logout") + "?next=https://evil.example/")


def _back_with_a_header(scene: Scene) -> HttpResponse:
    sent = {"estado": "submitted", "back": "x\r\nSet-Cookie: planted=1"}
    return scene.client(Role.LEAD).post(page("review:advance"), sent)


def _trade(question: str, role: Role | None = None, name: str = "exports_by_product") -> Send:
    def sent(scene: Scene) -> HttpResponse:
        imported(workspace().lake, [{"fob_usd": 5, "trader_id": f"2010000000{n}"} for n in range(9)])
        scene.watch()
        return scene.client(role).get(f"/comercio/{name}/{question}")

    return sent


def _reset_under_another_name(scene: Scene) -> HttpResponse:
    sent = {"email": scene.people[Role.LEAD].email}
    return scene.visitor.post(page("account_reset_password"), sent, headers={"host": "evil.example"})


def _expired_session(scene: Scene) -> HttpResponse:
    browser: Client = scene.client(Role.LEAD)
    browser.get("/trabajo/")
    session = browser.session
    session["rumbo_seen"] = (timezone.now() - timedelta(days=2)).timestamp()
    session.save()
    return _stays_here(browser.get("/trabajo/?next=//evil.example"))


ATTACKS = [
    Attack("the key of the site, asked for as a static file", _get(f"/static/{_UP}secret-key"), 404, _GONE),
    Attack("the key of the site, as a file of the open data", _get(f"/datos/archivos/{_UP}secret-key"), 404, _GONE),
    Attack("the key of the site, as a file of a published report", _out_of_a_public_report, 404, _GONE),
    Attack("the key of the site, as a file of an issued report", _out_of_an_issued_report, 404, _GONE),
    Attack("the key of the site, as what came of a job", _out_of_a_job, 404, _GONE),
    Attack(
        "the database, as the evidence of a value",
        _get(f"/trabajo/valores/{OWN}/{YEAR}/archivos/{_UP}rumbo.sqlite3/", Role.ENTITY_REPORTER),
        404,
        _GONE,
    ),
    Attack("a statistic out of another folder", _get(f"/comercio/{_UP}settings/"), 404, _GONE),
    Attack(
        "a report that is not published yet, by its number", _unpublished_report, 404, ("No hay un reporte publicado",)
    ),
    Attack("signing in that ends on another site", _sign_in_and_go_to("https://evil.example/"), 302),
    Attack("signing in that ends on another site, without a scheme", _sign_in_and_go_to("//evil.example/"), 302),
    Attack("signing in that ends on another site, by a backslash", _sign_in_and_go_to("/\\evil.example/"), 302),
    Attack("signing in that ends in a script", _sign_in_and_go_to("javascript:alert(1)"), 302),
    Attack("signing in with a header behind the address", _sign_in_and_go_to("/x\r\nSet-Cookie: planted=1"), 302),
    Attack("signing out that ends on another site", _leads_nowhere_else(_sign_out_and_go_away), 302),
    Attack("a session that ends, and an address of another site", _expired_session, 302),
    Attack(
        "a missing slash that turns an address into one of another site",
        _leads_nowhere_else(_get("//evil.example/indicadores")),
        301,
    ),
    Attack(
        "a line break in an address, and a cookie behind it",
        _leads_nowhere_else(_get("/indicadores/x%0d%0aSet-Cookie:planted=1")),
        301,
    ),
    Attack("a line break in the way back to the queue", _leads_nowhere_else(_back_with_a_header), 302),
    Attack(
        "the site called by another name",
        _get("/", host="evil.example"),
        400,
        ("no responde con este nombre", "Ábralo en la dirección"),
    ),
    Attack("a new password asked for under another name of the site", _reset_under_another_name, 400, ("Ábralo",)),
    Attack(
        "a year of five thousand digits", _get(f"/?anio={_DIGITS}"), 400, ("no es un año", "Indique un año de 2024")
    ),
    Attack("a year that is a script", _get("/?anio=<script>alert(1)</script>"), 400, ("no es un año",)),
    Attack("a moment of five thousand digits", _get(f"/?al={_DIGITS}", Role.AUDITOR), 400, ("Indique una fecha",)),
    Attack(
        "a moment before all time", _get("/?al=0001-01-01T00:00%2B14:00", Role.AUDITOR), 400, ("Indique una fecha",)
    ),
    Attack("a view that does not exist", _get("/?vista=todo", Role.AUDITOR), 400, ("Pida una de estas",)),
    Attack(
        "a queue that is SQL",
        _get("/revision/?estado=' OR 1=1 --", Role.LEAD),
        400,
        ("No existe la bandeja", "Elija una en la página"),
    ),
    Attack(
        "an entry of the ledger beyond every number",
        _get(f"/auditoria/?antes={_DIGITS}", Role.AUDITOR),
        400,
        ("Escriba un número entero",),
    ),
    Attack(
        "a case beyond every number of the database", _get(f"/seguimiento/casos/{'9' * 30}/", Role.LEAD), 404, _GONE
    ),
    Attack(
        "a person beyond every number of the database", _get(f"/personas/{'9' * 30}/", Role.ADMINISTRATOR), 404, _GONE
    ),
    Attack("an address with the sign that ends texts", _get("/indicadores/%00/"), 404, ("No existe", "Buscarlo")),
    Attack("an address that is no text", _get("/indicadores/%ff%fe/"), 404, ("No existe", "Buscarlo")),
    Attack("a guessed address of a calendar", _get("/calendario/de/aaaaaaaaaaaaaaaaaaaaaaaa.ics"), 404, _GONE),
    Attack("the address of a calendar that was closed", _closed_calendar, 404, _GONE),
    Attack("SQL as a parameter of a statistic", _trade("?years=2024);DROP TABLE lines;--"), 400, ("2024);DROP",)),
    Attack(
        "SQL as a dimension of a statistic",
        _trade("?by_1=trader_id);DROP TABLE lines", name="trade_values"),
        400,
        ("by_1",),
    ),
    Attack("a parameter that no statistic has", _trade("?where=1=1"), 400, ("where",)),
    Attack("five hundred values of one parameter", _trade("?years=" + "2024," * 500), 400, ("Pida menos de una vez",)),
    Attack("a version of the lake below zero", _trade("?version=-1"), 400, ("Omítala",)),
    Attack("the figures of single firms, asked for by a visitor", _trade("?vista=interna"), 403, ("Sus roles",)),
    Attack("a statistic as a program to run", _trade("archivo.exe"), 404, _GONE),
]
