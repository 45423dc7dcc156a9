"""The search forgives: accents, capitals, plurals, slips of the finger; and says what it took the words for."""

import pytest
from django.test import Client
from django.utils import translation

from rumbo.core.language import speaking
from rumbo.site.public.search import search_for

#: What someone types, and the code or title that must be among the first three.
FOUND = [
    ("OP3", "OP3"),
    ("op3", "OP3"),
    ("op 3", "OP3"),
    ("S1.1.1", "S1.1.1"),
    ("s111", "S1.1.1"),
    ("s1.1.1-q1", "S1.1.1-Q1"),
    ("S 1.1.1 Q1", "S1.1.1-Q1"),
    ("1.1.1", "S1.1.1"),
    ("lineamiento 2.1", "L2.1"),
    ("objetivo prioritario 4", "OP4"),
    ("objetivo n° 4", "OP4"),
    ("servicio 3.4.2", "S3.4.2"),
    ("CI4.2", "CI4.2"),
    ("cd3", "CD3"),
    ("AO 1.1.1", "AO 1.1.1"),
    ("promperu", "PROMPERU"),
    ("PROMPERÚ", "PROMPERU"),
    ("prompeu", "PROMPERU"),
    ("sunat", "SUNAT"),
    ("mincetur", "MINCETUR"),
    ("aduanas tributaria", "SUNAT"),
    ("relaciones exteriores", "MRE"),
    ("exportaciones no mineras", "OP1-I1"),
    ("esportasiones no mineras", "OP1-I1"),
    ("EXPORTACIÓN NO MINERO ENERGÉTICA", "OP1-I1"),
    ("mipyme", "OP5-I2"),
    ("mypime", "OP5-I2"),
    ("zonas economicas especiales", "OP4"),
    ("zona económica especial", "OP4"),
    ("inteligencia comersial", "S1.1.1-Q1"),
    ("inteligencia comercial", "S1.1.1-Q1"),
    ("facilitacion del comercio", "OP2"),
    ("indicador de facilitación del comercio", "OP2-I1"),
    ("vuce", "S2.2.1-C1"),
    ("certificados de orijen", "S1.3.2-C1"),
    ("trafico ilisito de drogas", "S2.3.2-Q1"),
    ("transformasion dijital", "S5.1.2-Q1"),
    ("mujeres pueblos originarios", "S5.2.3"),
    ("linea de base", "Línea de base"),
    ("semaforo", "Semáforo"),
    ("indice de gestion", "Índice de gestión"),
    ("valor simulado", "Valor simulado"),
    ("concentracion hirschman", "statistic"),
]
TAKEN = [
    ("esportasiones", "exportaciones"),
    ("aduanaz", "aduanas"),
    ("intelijencia", "inteligencia"),
    ("comersio", "comercio"),
]


@pytest.fixture(autouse=True)
def _at_the_spanish_addresses():
    with translation.override("es"):
        yield


def first(answer, count=3):
    return [name for hit in answer.hits[:count] for name in (hit.code, hit.title, hit.kind)]


@pytest.mark.parametrize(("asked", "wanted"), FOUND, ids=[asked for asked, _wanted in FOUND])
def test_what_is_meant_is_found(asked, wanted):
    answer = search_for(asked)
    assert wanted in first(answer), first(answer, 6)


@pytest.mark.parametrize(("typed", "taken"), TAKEN)
def test_it_says_what_it_took_a_word_for(typed, taken):
    answer = search_for(typed)
    assert answer.taken == ((typed, taken),)
    assert answer.hits


@pytest.mark.parametrize("known", ["exportaciones", "export", "aduana", "S1.1.1", "OP3", "", "zona económica"])
def test_known_words_are_not_taken_for_others(known):
    assert search_for(known).taken == ()


def test_an_exact_code_stands_first_before_what_begins_with_it():
    codes = [hit.code for hit in search_for("S1.1").hits]
    assert codes[0] == "S1.1.1"
    exact = [hit.code for hit in search_for("L1.1").hits]
    assert exact[0] == "L1.1"


@pytest.mark.parametrize("empty", ["", "   ", "de la", "¿?", "%%%", "'", "<>", "\x00", "."])
def test_nothing_asked_finds_nothing(empty):
    assert search_for(empty).hits == ()


@pytest.mark.parametrize("nonsense", ["zzzzqqq", "xkcdxkcd wwww", "🦆🦆🦆🦆"])
def test_nonsense_finds_nothing_and_takes_it_for_nothing(nonsense):
    answer = search_for(nonsense)
    assert (answer.hits, answer.taken) == ((), ())


def test_a_code_that_does_not_exist_leads_to_the_nearest():
    assert search_for("S9.9.9").hits == ()
    answer = search_for("OP1-I7")
    assert answer.hits == ()
    assert answer.near[0].code.startswith("OP1-I")


def test_words_that_stand_nowhere_together_give_the_best():
    answer = search_for("aduanas zzzzqqq")
    assert answer.hits
    assert answer.partly


def test_kinds_narrow_down():
    every = search_for("exportadoras")
    assert sum(count for _key, _name, count in every.kinds) == every.count
    for key, _name, count in every.kinds:
        only = search_for("exportadoras", key)
        assert {hit.kind for hit in only.hits} == {key}
        assert only.count == count


def test_a_very_long_question_is_cut():
    assert len(search_for("exportaciones " * 200).asked) <= 120


def test_activities_are_found_where_they_are_shown():
    hit = next(h for h in search_for("seminarios de difusión").hits if h.kind == "activity")
    assert hit.address == "/servicios/S1.1.1/#ao-1-1-2"


def test_english_readers_find_terms_in_english():
    with speaking("en"):
        assert "Baseline" in first(search_for("baselin"))


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_tells_and_helps(prefix):
    client = Client()
    text = client.get(f"{prefix}/buscar/", {"q": "esportasiones <script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "exportaciones" in text
    nothing = client.get(f"{prefix}/buscar/", {"q": "zzzzqqq"}).content.decode()
    assert f'href="{prefix}/objetivos/"' in nothing
    assert f'href="{prefix}/metodologia/#terms"' in nothing
    narrowed = client.get(f"{prefix}/buscar/", {"q": "exportadoras", "tipo": "service"}).content.decode()
    assert "tipo=indicator" in narrowed


@pytest.mark.django_db
def test_every_hit_leads_to_a_place_that_is_there():
    client, pages = Client(), {}
    for asked in ("exportadoras", "aduanas", "sunat", "índice", "tratado acuerdo", "acceso mercados"):
        for hit in search_for(asked).hits:
            address, _hash, anchor = hit.address.partition("#")
            if address not in pages:
                answer = client.get(address)
                assert answer.status_code == 200, address
                pages[address] = answer.content.decode()
            assert not anchor or f'id="{anchor}"' in pages[address], hit.address
