"""Attacks through what is typed or sent by program: too much, too deep, twice, in another form, beyond all numbers."""

import json
from typing import Any

from django.http import HttpResponse
from tests.apps.following.raised import alert
from tests.site.filling import address, fresh, page
from tests.site.hostile.scene import OWN, YEAR, Attack, Scene, Send

from rumbo.apps.accounts.models import ApiToken, Role
from rumbo.apps.following.services import take_up

_VALUE = {"indicator": OWN, "year": YEAR, "value": "5"}
_ENTRY = f'"indicator":"{OWN}","year":{YEAR}'
#: What was typed and cannot be submitted is kept as a draft.
_DRAFT = frozenset({"desk.Draft"})
_NO_JSON = ("no se puede leer como JSON", "Escríbala como JSON")
_YEARS = ("fuera de rango", "Corrija el año")
_FORM = "application/x-www-form-urlencoded"


def _post(body: Any, kind: str = "application/json", scope: ApiToken.Scope = ApiToken.Scope.REPORT) -> Send:
    """Send a body to the interface for programs, with a token that may report."""

    def sent(scene: Scene) -> HttpResponse:
        secret = scene.token(scope)
        scene.watch()
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"authorization": f"Bearer {secret}"}
        return scene.visitor.post("/api/v1/values", content, content_type=kind, headers=headers)

    return sent


def _values(**changed: Any) -> Send:
    return _post({"values": [{**_VALUE, **changed}]})


def _ask(question: str) -> Send:
    return lambda scene: scene.visitor.get(f"/api/v1/{question}")


def _typed(code: str = OWN, **typed: str) -> Send:
    return lambda scene: scene.send_value(code=code, **typed)


def _body(body: str | bytes, kind: str = _FORM) -> Send:
    """Send something else than the form of a value to its address."""
    return lambda scene: scene.reporter.generic("POST", address(OWN, YEAR), body, content_type=kind)


def _many_fields(scene: Scene) -> HttpResponse:
    return scene.reporter.post(address(OWN, YEAR), {**fresh(), **{f"part-{n}-member": "x" for n in range(10_000)}})


def _returned(reason: str) -> Send:
    def sent(scene: Scene) -> HttpResponse:
        scene.bring(OWN, YEAR, "5")
        scene.watch()
        step = {"number": "1", "state": "submitted", "action": "return", "reason": reason}
        return scene.client(Role.LEAD).post(page("review:step", code=OWN, year=YEAR), step)

    return sent


def _promised_for(day: str) -> Send:
    """A commitment for a day that no calendar program can end and no spreadsheet can hold."""

    def sent(scene: Scene) -> HttpResponse:
        case = take_up(scene.policy, alert(), actor=scene.people[Role.LEAD])
        scene.watch()
        form = {"action": "commit", "commit-text": "x", "commit-entity": scene.people.entity, "commit-due": day}
        return scene.client(Role.LEAD).post(page("following:case", number=case.id), form)

    return sent


def _campaign(opens: str, due: str) -> Send:
    given = {"opens": opens, "due": due}
    return lambda scene: scene.client(Role.LEAD).post(page("review:open_campaign") + f"?anio={YEAR}", given)


def _own_page(**typed: str) -> Send:
    given = {"name": "Entity_Reporter Person", "language": "es", **typed}
    return lambda scene: scene.reporter.post(page("people:self"), given)


ATTACKS = [
    Attack(
        "a request of six million letters",
        _post('{"values":"' + "x" * 6_000_000 + '"}'),
        413,
        ("demasiado grande", "en varias partes"),
    ),
    Attack(
        "a request of a hundred thousand brackets",
        _post("[" * 100_000),
        400,
        ("anidada demasiado profundo", "como se describe"),
    ),
    Attack(
        "a key given twice: to check alone, and to store",
        _post(f'{{"dry_run":true,"values":[{{{_ENTRY},"value":"5"}}],"dry_run":false}}'),
        400,
        ("«dry_run» se da dos veces", "una sola vez"),
    ),
    Attack(
        "no number as a figure",
        _post(f'{{"values":[{{{_ENTRY},"value":NaN}}]}}'),
        400,
        ("«NaN» no es un número", "null"),
    ),
    Attack(
        "a figure beyond every number",
        _post(f'{{"values":[{{{_ENTRY},"value":1e400}}]}}'),
        422,
        ("«Infinity» no es un número",),
    ),
    Attack("a figure beyond every number, as a text", _values(value="1e400"), 422, ("potencias de diez",)),
    Attack("a figure of three hundred digits", _values(value=1e300), 422, ("no es una cifra admisible",)),
    Attack(
        "a figure of five thousand digits", _post(f'{{"values":[{{{_ENTRY},"value":{"9" * 5000}}}]}}'), 400, _NO_JSON
    ),
    Attack("a figure that is a formula", _values(value="=1+1"), 422, ("fórmula",)),
    Attack("yes as a figure", _values(value=True), 422, ("Se esperaba un número", "Escríbalo en cifras")),
    Attack("fewer than none", _values(value="-5"), 422, ("no puede ser negativo",)),
    Attack("a year beyond every calendar", _values(year=10**30), 422, ("demasiado grande", "Indique 2200 o menos")),
    Attack(
        "an indicator that is SQL",
        _values(indicator="x'; DROP TABLE ledger_revision;--"),
        422,
        ("no tiene el indicador",),
    ),
    Attack(
        "a state given by the sender",
        _values(state="published", origin="computed"),
        422,
        ("No existe ese campo", "Elimínelo"),
    ),
    Attack(
        "a comment with half a sign",
        _post(f'{{"values":[{{{_ENTRY},"value":"5","comment":"\\ud800"}}]}}'),
        422,
        ("un signo que no se puede guardar", "Elimínelo"),
    ),
    Attack("a comment longer than is kept", _values(comment="x" * 5000), 422, ("más de 4000 caracteres", "Acórtelo")),
    Attack(
        "a part of a dimension that the sheet has not",
        _values(parts=[{"dimension": "x", "member": "y", "value": 1}]),
        422,
        ("no se desagrega por",),
    ),
    Attack(
        "the same value twice in one request",
        _post({"values": [_VALUE, {**_VALUE, "value": "6"}]}),
        422,
        ("se esperaba una sola", "Elimine la repetición"),
    ),
    Attack("five hundred and one values", _post({"values": [_VALUE] * 501}), 422, ("más de 500", "en varias partes")),
    Attack("a request of no value", _post({"values": []}), 422, ("La lista está vacía", "al menos uno")),
    Attack("a list where values were expected", _post([_VALUE]), 422, ("No es como se describe", "Vea la descripción")),
    Attack("a request that is no text", _post(b'{"values":[{"indicator":"\xff\xfe"}]}'), 400, _NO_JSON),
    Attack("half a request", _post('{"values":[{'), 400, _NO_JSON),
    Attack("values sent as a form", _post("values=1", _FORM), 415, ("se esperaba JSON", "Content-Type")),
    Attack(
        "values sent as plain text, as a foreign page may",
        _post({"values": [_VALUE]}, "text/plain"),
        415,
        ("se esperaba JSON", "Content-Type"),
    ),
    Attack(
        "values sent as XML that reads a file of the server",
        _post('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "application/xml"),
        415,
        ("se esperaba JSON",),
    ),
    Attack(
        "a list of more entries than there are numbers",
        _ask(f"indicators?limit={'9' * 30}"),
        422,
        ("demasiado grande", "Indique 500 o menos"),
    ),
    Attack(
        "a year of five thousand digits, asked for by program",
        _ask(f"status/{'9' * 5000}"),
        422,
        ("Se esperaba un número entero",),
    ),
    Attack(
        "an objective that is a script", _ask("indicators?objective=<script>alert(1)</script>"), 404, ("No existe",)
    ),
    Attack("an indicator that is SQL, asked for by program", _ask("values?indicator=' OR 1=1 --"), 404, ("No existe",)),
    Attack("ten thousand fields in a form", _many_fields, 413, ("no se guardó nada", "textos más cortos")),
    Attack(
        "a form of six million letters",
        _body("comment=" + "x" * 6_000_000),
        413,
        ("no se guardó nada", "textos más cortos"),
    ),
    Attack(
        "JSON sent to a form",
        _body('{"value": 5}', "application/json"),
        400,
        ("no está completo", "cargue la página otra vez"),
    ),
    Attack(
        "a form in an alphabet of the attacker's",
        _body("value=5", f"{_FORM}; charset=utf-7"),
        400,
        ("No se puede leer", "recargue la página"),
    ),
    Attack(
        "a form cut in the middle",
        _body(b"--x\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=x"),
        400,
        ("no está completo",),
    ),
    Attack(
        "a form in parts without their sign",
        _body(b"x", "multipart/form-data"),
        400,
        ("No se puede leer", "recargue la página"),
    ),
    Attack("a value typed in powers of ten", _typed(value="1e400"), 422, ("potencias de diez",), _DRAFT),
    Attack("no number typed as a value", _typed(value="NaN"), 422, ("no es un número",), _DRAFT),
    Attack("fewer than none typed as a value", _typed(value="-5"), 422, ("no puede ser negativo",), _DRAFT),
    Attack("a formula typed as a value", _typed(value="=1+1"), 422, ("fórmula",), _DRAFT),
    Attack("SQL typed as a value", _typed(value="5; DROP TABLE ledger_revision"), 422, ("no es un número",), _DRAFT),
    Attack("a value of three hundred digits", _typed(value="9" * 300), 422, ("200",), _DRAFT),
    Attack("a share of nothing", _typed(code="OP1-I1", numerator="1", denominator="0"), 422, ("denominador",), _DRAFT),
    Attack(
        "a comment with the sign that ends texts",
        _typed(value="5", comment="a\0b"),
        422,
        ("nulos no están permitidos",),
        _DRAFT,
    ),
    Attack(
        "a reason with the sign that ends texts",
        _returned("a\0b"),
        422,
        ("un signo que no se puede guardar", "Elimínelo"),
    ),
    Attack("a reason of a million letters", _returned("x" * 1_000_000), 422, ("caracteres", "Acórtelo")),
    Attack(
        "a draft of a version beyond every number",
        _typed(value="5", version="9" * 5000),
        400,
        ("no está completo", "otra vez"),
    ),
    Attack(
        "a button that the page has not", _typed(value="5", action="publish"), 400, ("algo que esta página no hace",)
    ),
    Attack("a promise for the last day there is", _promised_for("9999-12-31"), 422, _YEARS),
    Attack("a promise for the first day there is", _promised_for("0001-01-01"), 422, _YEARS),
    Attack("a campaign from the first day to the last", _campaign("0001-01-01", "9999-12-31"), 422, _YEARS),
    Attack("a campaign that begins with a script", _campaign("<script>", "2027-01-31"), 422, ("fecha válida",)),
    Attack("a name with the sign that ends texts", _own_page(name="A\0"), 422, ("nulos no están permitidos",)),
    Attack("a language that is a folder", _own_page(language="../../etc"), 422, ("no es una de las opciones",)),
]
