"""The explorer as a reader uses it: what there is, one statistic, its files, and what nobody should be able to do."""

import io
import json
import re
import threading
import time
from decimal import Decimal
from http import HTTPStatus
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from tests.core.statistics.small import SmallFile, lines_table

from rumbo.apps.accounts.models import Role
from rumbo.core.statistics.engine import run
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.registry import statistic, statistics
from rumbo.site.trade import results
from rumbo.site.trade.asked import Asked

FIRMS = ("20100000001", "20100000002", "20100000003", "20100000004")


def traded(partner="US", year=2024, value=1000, **more):
    """Lines of four firms that trade alike, so that nothing is hidden."""
    return [{"partner": partner, "year": year, "trader_id": firm, "fob_usd": value, **more} for firm in FIRMS]


def page(name, **given):
    return reverse("trade:statistic", args=[name]), given


def file(name, form):
    return reverse("trade:file", args=[name, form])


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_statistic_has_a_page_in_both_languages(simulated_lake, visitor, language):
    with override(language):
        listed = visitor.get(reverse("trade:explorer")).content.decode()
        for found in statistics():
            if found.header.publication == "internal":
                continue
            address, _given = page(found.name)
            assert f'href="{address}"' in listed
            answer = visitor.get(address)
            assert answer.status_code == HTTPStatus.OK, found.name
            text = answer.content.decode()
            assert f'<html lang="{language}">' in text
            assert "SIMUL" in text or "missing" in answer.context or not answer.context["result"].simulated
            assert "No hay cifras que dibujar" not in text, found.name
            assert "There are no figures to draw" not in text, found.name


def test_without_a_lake_the_pages_say_what_to_do(policy_site, visitor):
    assert "rumbo customs import" in visitor.get(reverse("trade:explorer")).content.decode()
    answer = visitor.get(*page("exports_by_year"))
    assert answer.status_code == HTTPStatus.OK
    assert "rumbo customs import" in answer.content.decode()
    assert "result" not in answer.context
    refused = visitor.get(file("exports_by_year", "csv"))
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert visitor.get(*page("agreement_inventory")).context["result"].table.num_rows > 10
    told = visitor.get(reverse("api:statistic_data", args=["exports_by_year"]))
    assert told.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_missing_table_is_told_and_is_no_error(lake_of, visitor):
    lake_of(traded())
    answer = visitor.get(*page("exports_by_firm_size"))
    assert answer.status_code == HTTPStatus.OK
    assert "annual_sales" in answer.content.decode()
    assert "result" not in answer.context


def test_statistics_are_found_by_words_without_accents(policy_site, visitor):
    answer = visitor.get(reverse("trade:explorer"), {"q": "VARIACION anual"})
    names = {found.name for group in answer.context["groups"] for found in group.statistics}
    assert "growth" in names
    assert "agreement_inventory" not in names
    nothing = visitor.get(reverse("trade:explorer"), {"q": "<script>alert(1)</script>"})
    assert not nothing.context["groups"]
    assert "<script>alert" not in nothing.content.decode()


def test_the_form_asks_and_the_address_says_it_again(lake_of, visitor):
    lake_of([*traded(year=2023), *traded(year=2024, value=3000), *traded("CL", 2024)])
    answer = visitor.get(
        reverse("trade:statistic", args=["trade_values"]), {"years": ["2023", "2024"], "by_1": "partner"}
    )
    assert answer.context["form"].initial["years"] == ["2023", "2024"]
    assert [c.name for c in answer.context["columns"]][:2] == ["year", "partner"]
    assert len(answer.context["rows"]) == 3
    assert "Estados Unidos" in answer.content.decode()
    again = visitor.get(f"{reverse('trade:statistic', args=['trade_values'])}?{answer.context['fixed_address']}")
    assert again.context["result"].to_rows() == answer.context["result"].to_rows()


def test_a_fixed_version_stays_when_the_lake_goes_on(lake_of, visitor):
    lake_of(traded(), traded("CL", declaration_year=2023))
    address = reverse("trade:statistic", args=["exports_by_year"])
    assert visitor.get(address).context["result"].to_rows()[0]["fob_usd"] == 8000
    assert visitor.get(address, {"version": "1"}).context["result"].to_rows()[0]["fob_usd"] == 4000
    assert visitor.get(address, {"version": "9"}).status_code == HTTPStatus.BAD_REQUEST


def test_rows_are_sorted_as_asked_and_paged(lake_of, visitor):
    products = [f"{code:010}" for code in range(101000000, 101000060)]
    lake_of([line for n, code in enumerate(products, 1) for line in traded(subheading=code, value=n)])
    address = reverse("trade:statistic", args=["trade_values"])
    asked = {"by_1": "subheading", "orden": "fob_usd", "sentido": "desc"}
    first = visitor.get(address, asked)
    assert first.context["rows"][0][2].text == "240"
    assert len(first.context["rows"]) == 50
    second = visitor.get(address, {**asked, "pagina": "2"})
    assert second.context["rows"][-1][2].text == "4"
    content = visitor.get(file("trade_values", "csv"), asked).content.decode("utf-8-sig")
    assert [row.split(",")[2] for row in content.splitlines()[1:3]] == ["240", "236"]
    assert visitor.get(address, {**asked, "orden": "nothing"}).status_code == HTTPStatus.BAD_REQUEST


def test_the_chart_of_classes_never_adds_years_together(lake_of, visitor):
    lake_of([*traded(year=2023, value=10**8), *traded(year=2024, value=10**8)])
    answer = visitor.get(*page("top_partners"))
    assert answer.context["drawn_year"] == 2024
    axis = {node.text for node in ET.fromstring(visitor.get(file("top_partners", "svg")).content).iter() if node.text}
    assert "400" in axis
    assert "800" not in axis


def test_files_hold_what_the_page_shows(simulated_lake, visitor):
    asked = {"by_1": "partner", "years": "2023"}
    shown = visitor.get(reverse("trade:statistic", args=["trade_values"]), asked).context["result"].to_rows()
    answer = {
        form: visitor.get(file("trade_values", form), asked) for form in ("csv", "json", "xlsx", "parquet", "svg")
    }
    for form, one in answer.items():
        assert one.status_code == HTTPStatus.OK
        assert f"trade_values_v{simulated_lake.version}_SIMULADO.{form}" in one["Content-Disposition"]
    assert [
        dict(row) for row in pq.read_table(io.BytesIO(answer["parquet"].content)).drop(["simulated"]).to_pylist()
    ] == shown
    told = json.loads(answer["json"].content)
    assert [row[2] for row in told["rows"]] == [None if r["fob_usd"] is None else float(r["fob_usd"]) for r in shown]
    assert told["simulated"] is True
    assert told["lineage"]["sql_sha256"] == run("trade_values", lake=simulated_lake).lineage.sql_sha256
    book = load_workbook(io.BytesIO(answer["xlsx"].content))
    figures = [row[2].value for row in book.worksheets[0].iter_rows(min_row=5)]
    assert [None if f is None else Decimal(str(f)) for f in figures] == [r["fob_usd"] for r in shown]
    assert "SIMULADO" in str(book.worksheets[0]["A2"].value)
    lines = answer["csv"].content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",simulated")
    assert len(lines) == len(shown) + 1
    ET.fromstring(answer["svg"].content)


def test_no_text_of_the_data_is_run_by_a_spreadsheet(lake_of, visitor):
    formula = '=HYPERLINK("http://evil.example","x")'
    lake_of(traded(port=formula))
    asked = {"by_1": "port"}
    lines = visitor.get(file("trade_values", "csv"), asked).content.decode("utf-8-sig").splitlines()
    assert "'=HYPERLINK" in lines[1]
    book = load_workbook(io.BytesIO(visitor.get(file("trade_values", "xlsx"), asked).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_no_text_of_the_data_is_run_by_a_browser(lake_of, visitor):
    lake_of(traded(port="<img src=x onerror=alert(1)>"))
    text = visitor.get(reverse("trade:statistic", args=["trade_values"]), {"by_1": "port"}).content.decode()
    assert "onerror=alert" in text
    assert "<img src=x" not in text


HOSTILE = [
    {"years": "2024); drop table lines; --"},
    {"years": "9" * 400},
    {"years": "99999999999999999999"},
    {"years": "-1"},
    {"years": "2024.5"},
    {"years": ",".join(["2024"] * 300)},
    {"flow": "X' or '1'='1"},
    {"flow": ["X", "M"]},
    {"by_1": "lines.trader_id"},
    {"by_1": "trader_id"},
    {"by_1": "partner", "by_2": "partner"},
    {"by_1": "partner\x00"},
    {"unknown": "1"},
    {"version": "0"},
    {"version": "-3"},
    {"version": "1e9"},
    {"version": "²"},
    {"orden": "trader_id"},
    {"orden": "1; select"},
    {"status": "regularised"},
]


@pytest.mark.parametrize("given", HOSTILE, ids=str)
def test_hostile_questions_are_refused_with_a_reason(given, simulated_lake, visitor):
    answer = visitor.get(reverse("trade:statistic", args=["trade_values"]), given)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.context["problems"]
    assert "Traceback" not in answer.content.decode()
    assert visitor.get(file("trade_values", "csv"), given).status_code == HTTPStatus.BAD_REQUEST
    if "orden" not in given:
        told = visitor.get(reverse("api:statistic_data", args=["trade_values"]), given)
        assert told.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert told.json()["problems"]


@pytest.mark.parametrize(
    "given", [{"pagina": "-5"}, {"pagina": "nine"}, {"pagina": "9" * 50}, {"vista": "x"}, {"by_1": ""}]
)
def test_odd_questions_do_no_harm(given, simulated_lake, visitor):
    assert visitor.get(reverse("trade:statistic", args=["trade_values"]), given).status_code == HTTPStatus.OK


def test_text_parameters_are_values_and_never_sql(simulated_lake, as_role):
    lead = as_role(Role.LEAD)
    given = {"vista": "interna", "product": "' or 1=1 --", "sectors": "x') union select trader_id from lines --"}
    answer = lead.get(reverse("trade:statistic", args=["top_exporters"]), given)
    assert answer.status_code == HTTPStatus.OK
    assert not answer.context["result"].to_rows()


def test_pages_are_answered_with_304_until_the_lake_changes(lake_of, visitor):
    lake = lake_of(traded())
    address = reverse("trade:statistic", args=["exports_by_year"])
    first = visitor.get(address)
    again = visitor.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert "public" in first["Cache-Control"]
    lake.merge([SmallFile(lines_table(traded("CL", declaration_year=2023)), name="later.zip")])
    changed = visitor.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == HTTPStatus.OK
    assert changed.context["result"].to_rows()[0]["fob_usd"] == 8000


def test_a_result_is_computed_once_for_all_who_ask(lake_of, monkeypatch):
    lake_of(traded())
    computed = []
    monkeypatch.setattr(results, "run", lambda *a, **k: (computed.append(1), time.sleep(0.2), run(*a, **k))[-1])
    address = reverse("trade:file", args=["exports_by_year", "csv"])
    found = statistic("exports_by_year")
    asked = Asked(found, read_parameters(found.header, {}))
    threads = [threading.Thread(target=results.result_of, args=(asked,)) for _reader in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(computed) == 1
    assert Client().get(address).status_code == HTTPStatus.OK
    assert len(computed) == 1


def test_what_takes_too_long_is_told_and_not_tried_again_at_once(lake_of, visitor, monkeypatch):
    lake_of(traded())
    monkeypatch.setattr(results, "SECONDS", 0)
    answer = visitor.get(*page("exports_by_year"))
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer["Retry-After"] == "600"
    assert "rumbo statistics run exports_by_year" in answer.content.decode()
    told = visitor.get(reverse("api:statistic_data", args=["exports_by_year"]))
    assert told.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    monkeypatch.setattr(results, "SECONDS", 10)
    assert visitor.get(*page("exports_by_year")).status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_when_the_server_is_busy_the_reader_is_asked_to_wait(lake_of, visitor, monkeypatch):
    lake_of(traded())
    monkeypatch.setattr(results, "_WAIT_SECONDS", 0)
    taken = [results._room.acquire(blocking=False) for _place in range(results.AT_ONCE)]
    try:
        answer = visitor.get(*page("exports_by_year"))
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert answer["Retry-After"] == "5"
    finally:
        for _place in taken:
            results._room.release()
    assert visitor.get(*page("exports_by_year")).status_code == HTTPStatus.OK


def test_hidden_cells_are_told_with_their_reason(lake_of, visitor):
    lake_of([*traded(), {"partner": "CL", "trader_id": FIRMS[0], "fob_usd": 5}, *traded("BR"), *traded("EC")])
    text = visitor.get(reverse("trade:statistic", args=["trade_values"]), {"by_1": "partner"}).content.decode()
    assert "hidden-cell" in text
    assert "menos de 3 empresas" in text
    assert "75 %" in text
    assert re.search(r"Hay \d+ celdas? ocultas?", text)


def test_figures_are_written_as_peru_writes_them(lake_of, visitor):
    lake_of(traded(value="1234567.891"))
    assert "4,938,272" in visitor.get(*page("exports_by_year")).content.decode()
    assert "4938271.56" in visitor.get(file("exports_by_year", "csv")).content.decode()


def test_what_is_simulated_says_so_on_the_page(lake_of, visitor):
    lake_of(traded(), simulated=True)
    assert "SIMULADO" in visitor.get(*page("exports_by_year")).content.decode()
    told = visitor.get(reverse("api:statistic_data", args=["exports_by_year"])).json()
    assert told["simulated"] is True


def test_unknown_names_are_not_found(policy_site, visitor):
    assert visitor.get(reverse("trade:statistic", args=["nothing"])).status_code == HTTPStatus.NOT_FOUND
    assert visitor.get(file("exports_by_year", "exe")).status_code == HTTPStatus.NOT_FOUND
    assert visitor.get(file("top_exporters", "svg")).status_code == HTTPStatus.NOT_FOUND
    assert visitor.get("/comercio/../../etc/passwd/").status_code == HTTPStatus.NOT_FOUND


def test_the_sentence_tells_the_largest_and_never_a_place(simulated_lake, as_role):
    lead = as_role(Role.LEAD)
    rows = run("top_exporters", lake=simulated_lake, parameters={"years": [2023]}).to_rows()
    answer = lead.get(reverse("trade:statistic", args=["top_exporters"]), {"vista": "interna", "years": "2023"})
    assert f"US$ {rows[0]['fob_usd'] / 1_000_000:,.0f} millones" in answer.context["sentence"]


def test_the_sentence_tells_what_is_known_where_the_drawn_figure_is_not(lake_of, visitor):
    lake_of(traded())
    answer = visitor.get(*page("trade_by_year"))
    assert answer.context["result"].to_rows()[0]["trade_usd"] is None
    assert "US$ 4,000" in answer.context["sentence"]


def test_classes_are_told_in_the_language_of_the_reader(lake_of, visitor):
    lake_of(traded(partner="CL", subheading="0806100000"))
    for name, told in (
        ("exports_by_sector", ("agriculture", "agropecuario")),
        ("trade_by_transport_mode", ("not specified", "sin especificar")),
        ("diversification_bands", ("products and markets", "productos y mercados")),
        ("trade_by_continent", ("Americas", "América")),
    ):
        text = visitor.get(f"/en/comercio/{name}/").content.decode()
        text = text[text.index("<table") : text.index("</table>")]
        assert told[0] in text
        assert told[1] not in text


def test_the_sentence_holds_no_figures_against_each_other_that_stand_apart(simulated_lake, visitor):
    answer = visitor.get(*page("diversification_by_size"))
    assert re.fullmatch(r"El resultado tiene \d+ filas\.", answer.context["sentence"])
    text = answer.content.decode()
    for axis in ("mercados", "productos y mercados", "sectores"):
        assert f">{axis}</text>" in text


def test_measures_are_drawn_by_their_names_and_not_held_against_each_other(lake_of, visitor):
    lake_of(traded(), traded(year=2023))
    answer = visitor.get(*page("firm_concentration"))
    assert re.fullmatch(r"El resultado tiene \d+ filas\.", answer.context["sentence"])
    assert ">las 5 mayores</text>" in answer.content.decode()
    assert "coeficiente de Gini</text>" not in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("es", ", línea 5118 del texto)"), ("en", ", line 5118 of the text)")])
def test_places_in_the_policy_are_written_for_a_reader(simulated_lake, visitor, language, said):
    with override(language):
        text = visitor.get(*page("growth")).content.decode()
        told = text.split("<details><summary>")[0]
        assert said in told
        assert "(pnmce:" not in told


def test_the_chart_is_drawn_for_a_telephone_too(simulated_lake, visitor):
    text = visitor.get(*page("exports_by_year")).content.decode()
    assert text.count('<svg class="chart"') == text.count('<svg class="chart narrow"') == 1
