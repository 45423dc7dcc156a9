"""Requests that somebody else sends, or that are sent with another role: from another site, by link, past the roles."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.site.filling import address, fresh, page
from tests.site.hostile.scene import OWN, YEAR, Attack, Scene, Send
from tests.site.people.door import sign_in

from rumbo.apps.accounts.models import Entity, Role
from rumbo.core.observations import State

_GONE = ("Esta página no existe",)
_NOT_YOURS = ("Sus roles no abren esta página", "un administrador puede darle el rol")
_FORBIDDEN_FORM = ("no corresponde a su sesión", "Recargue la página")


def _from_elsewhere(*, mark: str = "", secure: bool = False, **headers: str) -> Send:
    """Press a button of the reporter in the reporter's browser, from a page that is not the site's."""

    def sent(scene: Scene) -> HttpResponse:
        browser = scene.reporter
        browser.get(address(OWN, YEAR))
        browser.handler.enforce_csrf_checks = True
        form = {**fresh(), "action": "submit", "value": "5", "csrfmiddlewaretoken": mark}
        if mark == "own":
            form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
        return browser.post(address(OWN, YEAR), form, headers=headers, secure=secure)

    return sent


def _sign_in_from_elsewhere(scene: Scene) -> HttpResponse:
    browser = Client(enforce_csrf_checks=True)
    return sign_in(browser, scene.people[Role.LEAD].email)


def _program_by_cookie(scene: Scene) -> HttpResponse:
    return scene.report("", scene.reporter)


def _other_method(method: str, **headers: str) -> Send:
    return lambda scene: scene.reporter.generic(method, address(OWN, YEAR), "action=submit&value=5", headers=headers)


def _step_by_link(scene: Scene) -> HttpResponse:
    scene.bring(OWN, YEAR, "5")
    scene.watch()
    question = "?number=1&state=submitted&action=advance"
    return scene.client(Role.LEAD).get(page("review:step", code=OWN, year=YEAR) + question)


def _as(role: Role, route: str, post: dict[str, str] | None = None, **holes: Any) -> Send:
    def sent(scene: Scene) -> HttpResponse:
        browser, where = scene.client(role), page(route, **holes)
        return browser.get(where) if post is None else browser.post(where, post)

    return sent


def _role_to_oneself(scene: Scene) -> HttpResponse:
    me, entity = scene.people[Role.ENTITY_REPORTER], Entity.objects.get(code=scene.people.entity)
    form = {"role": "administrator", "place": str(entity.pk), "reason": "x"}
    return scene.reporter.post(page("people:give_role", pk=me.pk), form)


def _role_in_a_field(scene: Scene) -> HttpResponse:
    name = scene.people[Role.ENTITY_REPORTER].name
    form = {"name": name, "language": "es", "role": "administrator", "is_superuser": "1", "email": "x@example.com"}
    return scene.reporter.post(page("people:self"), form)


def _step(role: Role, *, stands: State, shown: str, action: str = "advance") -> Send:
    """Take a step of review with a value."""

    def sent(scene: Scene) -> HttpResponse:
        scene.bring(OWN, YEAR, "5", to=stands)
        scene.watch()
        form = {"number": "1", "state": shown, "action": action, "reason": "x"}
        return scene.client(role).post(page("review:step", code=OWN, year=YEAR), form)

    return sent


def _sign(role: Role, office: str) -> Send:
    def sent(scene: Scene) -> HttpResponse:
        scene.bring(OWN, YEAR, "5", to=State.VALIDATED)
        scene.watch()
        form = {"office": office, "content": "0" * 64}
        return scene.client(role).post(page("issuing:sign", year=YEAR), form)

    return sent


ATTACKS = [
    Attack("a form of another site, without the mark of the session", _from_elsewhere(), 403, _FORBIDDEN_FORM),
    Attack("a form of another site, with a mark of its own", _from_elsewhere(mark="a" * 64), 403, _FORBIDDEN_FORM),
    Attack(
        "a form that another site sends with a stolen mark",
        _from_elsewhere(mark="own", origin="https://evil.example"),
        403,
        _FORBIDDEN_FORM,
    ),
    Attack(
        "a form that came from a page of another site",
        _from_elsewhere(mark="own", secure=True, referer="https://evil.example/"),
        403,
        _FORBIDDEN_FORM,
    ),
    Attack("signing somebody in from another site", _sign_in_from_elsewhere, 403, _FORBIDDEN_FORM),
    Attack(
        "the interface for programs called from a page, by the cookie",
        _program_by_cookie,
        401,
        ("token", "Authorization"),
    ),
    Attack(
        "a value sent by another method",
        _other_method("PUT"),
        405,
        ("solo recibe lo que envía un formulario", "use sus botones"),
    ),
    Attack("a method that is none", _other_method("ROBAR"), 405, ("solo recibe",)),
    Attack(
        "a method hidden in a header",
        _other_method("DELETE", **{"X-HTTP-Method-Override": "POST"}),
        405,
        ("solo recibe",),
    ),
    Attack("a step of review behind a link", _step_by_link, 405, ("solo recibe", "use sus botones")),
    Attack("the list of people, opened by a reporter", _as(Role.ENTITY_REPORTER, "people:home"), 403, _NOT_YOURS),
    Attack("the queue of review, opened by a reporter", _as(Role.ENTITY_REPORTER, "review:queue"), 403, _NOT_YOURS),
    Attack("the administrator's role, given to oneself", _role_to_oneself, 403, _NOT_YOURS),
    Attack("the administrator's role, in a field of one's own page", _role_in_a_field, 302),
    Attack(
        "a value submitted by an auditor",
        _as(Role.AUDITOR, "work:value", {**fresh(), "action": "submit", "value": "5"}, code=OWN, year=YEAR),
        403,
        _NOT_YOURS,
    ),
    Attack(
        "a value consolidated by its reporter",
        _step(Role.ENTITY_REPORTER, stands=State.SUBMITTED, shown="submitted"),
        403,
        _NOT_YOURS,
    ),
    Attack(
        "a value consolidated by the office that only validates",
        _step(Role.PLANNING, stands=State.SUBMITTED, shown="submitted"),
        400,
        ("Su rol no mueve estos valores", "Pídalo a quien sí puede"),
    ),
    Attack(
        "a step skipped",
        _step(Role.PLANNING, stands=State.SUBMITTED, shown="consolidated"),
        409,
        ("Otra persona movió este valor",),
    ),
    Attack(
        "a published value, returned",
        _step(Role.LEAD, stands=State.PUBLISHED, shown="published", action="return"),
        422,
        ("no puede pasar a",),
    ),
    Attack("a report signed for the other office", _sign(Role.LEAD, "planning"), 404, _GONE),
    Attack(
        "a report signed that nobody was shown",
        _sign(Role.LEAD, "lead"),
        409,
        ("no se firmó nada", "Revíselos de nuevo"),
    ),
    Attack("a report issued that nobody signed", _as(Role.PLANNING, "issuing:issue", {}, year=YEAR), 302),
    Attack(
        "a report of a year that the policy has not",
        _as(Role.LEAD, "issuing:preview", {}, year=1999),
        400,
        ("Indique un año de 2024",),
    ),
    Attack(
        "a report published that was never issued",
        _as(Role.PLANNING, "issuing:publish", {}, number="2026-99"),
        404,
        _GONE,
    ),
]
