"""Requests a second time or too late: what was withdrawn, used up, ended, guessed or overtaken."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from tests.site.filling import address, fresh, opened, page
from tests.site.hostile.scene import OWN, YEAR, Attack, Scene, Send
from tests.site.people.door import sign_in

from rumbo.apps.accounts.models import ApiToken, Entity, Invitation, Person, Role
from rumbo.apps.accounts.services import RoleIn, deactivate, invite, revoke_token, withdraw
from rumbo.apps.ledger.selectors import history

_GOOD = "ocho llamas en la puna"


def _old_token(end: Callable[[Scene], object], scope: ApiToken.Scope = ApiToken.Scope.REPORT) -> Send:
    """Report with a token after something happened to it."""

    def sent(scene: Scene) -> HttpResponse:
        secret = scene.token(scope)
        end(scene)
        scene.watch()
        return scene.report(secret)

    return sent


def _revoke(scene: Scene) -> None:
    revoke_token(ApiToken.objects.get(), actor=scene.people[Role.ENTITY_REPORTER])


def _expire(_scene: Scene) -> None:
    ApiToken.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))


def _leave(scene: Scene) -> None:
    deactivate(scene.people[Role.ENTITY_REPORTER], actor=scene.people[Role.ADMINISTRATOR], reason="Se fue.")


def _link(scene: Scene) -> str:
    """The link of a new invitation."""
    links: list[str] = []

    def address_of(secret: str) -> str:
        links.append(page("people:join", secret=secret))
        return links[0]

    entity = Entity.objects.get(code=scene.people.entity)
    place = RoleIn(Role.ENTITY_REPORTER, entity)
    invite("mar@rios.example", "Mar", place, actor=scene.people[Role.ADMINISTRATOR], address_of=address_of)
    return links[0]


def _join(scene: Scene, link: str, **more: str) -> HttpResponse:
    return scene.visitor.post(link, {"name": "Mar", "password": _GOOD, "again": _GOOD, **more})


def _join_twice(scene: Scene) -> HttpResponse:
    link = _link(scene)
    _join(scene, link)
    scene.watch()
    return _join(scene, link)


def _join_after_withdrawal(scene: Scene) -> HttpResponse:
    link = _link(scene)
    withdraw(Invitation.objects.get(), actor=scene.people[Role.ADMINISTRATOR])
    scene.watch()
    return _join(scene, link)


def _join_by_a_guess(scene: Scene) -> HttpResponse:
    return _join(scene, page("people:join", secret="x" * 43))


def _join_with_a_role(scene: Scene) -> HttpResponse:
    answer = _join(scene, _link(scene), role="administrator", email="lead@example.invalid")
    made = Person.objects.get(email="mar@rios.example")
    assert [held.role for held in made.memberships.all()] == [Role.ENTITY_REPORTER]
    return answer


def _after_signing_out(scene: Scene) -> HttpResponse:
    browser = scene.client()
    sign_in(browser, scene.people[Role.ENTITY_REPORTER].email)
    stolen = browser.cookies["sessionid"].value
    browser.post(page("account_logout"))
    scene.watch()
    thief = scene.client()
    thief.cookies["sessionid"] = stolen
    return thief.post(address(OWN, YEAR), {**fresh(), "action": "submit", "value": "5"})


def _guessing(scene: Scene) -> HttpResponse:
    browser = scene.client()
    for _time in range(5):
        sign_in(browser, scene.people[Role.LEAD].email, "adivinanza")
    return sign_in(browser, scene.people[Role.LEAD].email)


def _stale_form(scene: Scene) -> HttpResponse:
    first = opened(scene.reporter, OWN)
    scene.send_value(scene.client(Role.ENTITY_HEAD), value="6", action="save")
    scene.watch()
    return scene.reporter.post(address(OWN, YEAR), {**first, "action": "submit", "value": "5"})


def _submitted_twice(scene: Scene) -> HttpResponse:
    form = {**fresh(), "action": "submit", "value": "5"}
    scene.reporter.post(address(OWN, YEAR), form)
    scene.watch()
    answer = scene.reporter.post(address(OWN, YEAR), form)
    assert len(history(scene.policy.code, OWN, YEAR)) == 1
    return answer


def _submission_of_others(scene: Scene) -> HttpResponse:
    """The identity of a submission of the head, sent by the reporter with another figure."""
    form = {**fresh(), "action": "submit", "value": "5"}
    scene.client(Role.ENTITY_HEAD).post(address(OWN, YEAR), form)
    scene.watch()
    return scene.reporter.post(address(OWN, YEAR), {**form, "value": "6"})


ATTACKS = [
    Attack("a token that was withdrawn", _old_token(_revoke), 401, ("No se dio un token válido", "Authorization")),
    Attack("a token that has run out", _old_token(_expire), 401, ("No se dio un token válido",)),
    Attack("a token whose person has left", _old_token(_leave), 401, ("No se dio un token válido",)),
    Attack(
        "a token that only reads",
        _old_token(lambda _scene: None, ApiToken.Scope.READ),
        403,
        ("solo lee", "Pida un token"),
    ),
    Attack("an invitation used twice", _join_twice, 400, ("ya fue aceptada", "Inicie sesión")),
    Attack(
        "an invitation that was withdrawn", _join_after_withdrawal, 400, ("ya no está vigente", "Solicite una nueva")
    ),
    Attack("an invitation that was guessed", _join_by_a_guess, 400, ("Esa invitación no existe", "Abra el enlace")),
    Attack("a session after its person signed out", _after_signing_out, 302),
    Attack("a password guessed six times", _guessing, 429, ("15 minutos",)),
    Attack(
        "a form that somebody overtook", _stale_form, 409, ("guardó otra versión mientras tanto", "no se pierde nada")
    ),
    Attack("a submission sent twice", _submitted_twice, 302),
    Attack(
        "the submission of somebody else, sent again with another figure",
        _submission_of_others,
        409,
        ("se registró otro valor", "guárdelo o envíelo otra vez"),
        keeps=frozenset({"desk.Draft"}),
    ),
    Attack(
        "the administrator's role, in a field of an invitation",
        _join_with_a_role,
        302,
        keeps=frozenset(
            {"accounts.Person", "accounts.Membership", "accounts.Invitation", "accounts.AccessChange", "mail"}
        ),
    ),
]
