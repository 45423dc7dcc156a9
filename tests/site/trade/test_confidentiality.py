"""Nobody learns from the explorer what a single firm trades: every statistic is asked and held against the lines."""

import io
import re
from decimal import Decimal
from http import HTTPStatus

import pyarrow.parquet as pq
import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.site.trade.attack import betraying, keys_of, overlapping, values_of_firms

from rumbo.apps.accounts.models import Role
from rumbo.core.statistics.confidentiality import HIDDEN, load_rule
from rumbo.core.statistics.engine import run
from rumbo.core.statistics.freedom import choices_of, is_free
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.registry import statistic, statistics
from rumbo.core.tables import MissingTableError
from rumbo.site.permissions import READERS

RULED = [s.name for s in statistics() if isinstance(s.header.publication, Publication)]
INTERNAL = [s.name for s in statistics() if s.header.publication == "internal"]
FILES = ("csv", "json", "xlsx", "parquet")
BY = ("partner", "hs2", "department", "sector")


def questions(found):
    """What everyone may ask of a statistic: each flow, one dimension, two of them, the other closed lists."""
    asked = [{}]
    for parameter in found.header.parameters:
        if parameter.name == "by_1":
            asked += [{"by_1": by} for by in BY]
        elif parameter.name == "by_2":
            asked += [{"by_1": "partner", "by_2": "hs2"}]
        elif is_free(found, parameter) and parameter.type == "choice":
            asked += [{parameter.name: choice} for choice in choices_of(found, parameter, complete=False)]
    return asked


#: What was answered before: every test of this file asks the same lake.
ANSWERED = {}


def shown_rows(visitor, name, given):
    asked = (name, *sorted(given.items()))
    if asked not in ANSWERED:
        ANSWERED[asked] = _asked_anew(visitor, name, given)
    return ANSWERED[asked]


def _asked_anew(visitor, name, given):
    answer = visitor.get(reverse("trade:file", args=[name, "json"]), given)
    if answer.status_code == HTTPStatus.BAD_REQUEST:
        return None
    assert answer.status_code == HTTPStatus.OK, (name, given, answer.content[:500])
    told = answer.json()
    return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]], told


@pytest.mark.parametrize("name", RULED)
def test_no_cell_that_betrays_a_firm_is_shown(name, simulated_lake, visitor):
    found, rule = statistic(name), load_rule()
    for given in questions(found):
        answered = shown_rows(visitor, name, given)
        if answered is None:
            continue  # a reference table that nobody simulates
        rows, told = answered
        sensitive = betraying(found, values_of_firms(found, simulated_lake, given), rule)
        for row in rows:
            key = keys_of(found, row, told["lineage"]["parameters"])
            if row[HIDDEN]:
                assert all(row[column] is None for column in found.header.publication.hides if column in row)
            else:
                assert key not in sensitive, (given, row)


@pytest.mark.parametrize("name", RULED)
def test_no_hidden_cell_comes_back_by_subtraction_from_a_line(name, simulated_lake, visitor):
    """Along one dimension of classes, a total that is shown leaves at least two cells that are not."""
    found = statistic(name)
    told = found.header.publication
    for given in questions(found):
        answered = shown_rows(visitor, name, given)
        if answered is None or overlapping(answered[1]["lineage"]["parameters"]):
            continue
        rows, document = answered
        parameters = document["lineage"]["parameters"]
        whole = run(found, lake=simulated_lake, parameters=given)
        if len([c for c in told.classes if _asked(found, c, parameters)]) != 1 or len(rows) < whole.table.num_rows:
            continue  # ranked tables are cut, tables of more dimensions are tried below
        hidden = {}
        for row in rows:
            stratum = keys_of(found, row, parameters)[: len(told.strata)]
            hidden[stratum] = hidden.get(stratum, 0) + row[HIDDEN]
        assert 1 not in {count for stratum, count in hidden.items() if _cells(rows, found, parameters, stratum) > 1}


def _asked(found, name, parameters):
    dimension = next(c for c in found.header.columns if c.name == name).dimension
    return dimension is None or parameters[dimension] != "none"


def _cells(rows, found, parameters, stratum):
    return sum(keys_of(found, row, parameters)[: len(stratum)] == stratum for row in rows)


def test_something_is_hidden_at_all(simulated_lake, visitor):
    rows, told = shown_rows(visitor, "trade_values", {"by_1": "partner"})
    assert told["hidden"] == sum(row[HIDDEN] for row in rows) > 0


def test_no_page_file_or_answer_holds_a_hidden_figure_or_a_tax_id(simulated_lake, visitor):
    given = {"by_1": "partner", "by_2": "hs2"}
    whole = run("trade_values", lake=simulated_lake, parameters=given)
    rows, _told = shown_rows(visitor, "trade_values", given)
    hidden = {(row["year"], row["partner"], row["hs2"]) for row in rows if row[HIDDEN]}
    shown = {Decimal(str(row["fob_usd"])) for row in rows if row["fob_usd"] is not None}
    secret = {row["fob_usd"] for row in whole.to_rows() if (row["year"], row["partner"], row["hs2"]) in hidden} - shown
    assert len(secret) > 20
    texts = {f"{value:f}" for value in secret} | {f"{value:,.2f}" for value in secret}
    for told in everything(visitor, "trade_values", given):
        assert not {text for text in texts if re.search(rf"(?<!\d){re.escape(text)}(?!\d)", told)}


@pytest.mark.parametrize("name", [s.name for s in statistics() if s.header.publication != "internal"])
def test_no_statistic_names_a_firm(name, simulated_lake, visitor):
    rows = run("top_exporters", lake=simulated_lake, parameters={"top": 10000}).to_rows()
    ids = {str(row["company_id"]) for row in rows if row["company_id"]}
    assert len(ids) > 20
    for told in everything(visitor, name, {}):
        assert not ids & set(re.findall(r"\d{11}", told))


def everything(visitor, name, given):
    """What every route answers of a statistic, as text."""
    for address in (reverse("trade:statistic", args=[name]), reverse("api:statistic_data", args=[name])):
        yield visitor.get(address, given).content.decode()
    for form in FILES:
        answer = visitor.get(reverse("trade:file", args=[name, form]), given)
        if answer.status_code != HTTPStatus.OK:
            continue
        yield as_text(form, answer.content)


def as_text(form, content):
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content), read_only=True)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    if form == "parquet":
        table = pq.read_table(io.BytesIO(content))
        return f"{table.to_pylist()} {table.schema.metadata}"
    return content.decode()


CLOSED = [
    ("growth", {"status": "regularised"}),
    ("growth", {"nomenclature": "as_declared"}),
    ("share_by_partner", {"sectors": "pesquero"}),
    ("share_by_partner", {"blocs": "ninguno"}),
    ("top_exporters_share", {"top": "9"}),
    ("trader_count", {"minimum_value": "1000000"}),
    ("products_over_threshold", {"threshold": "5"}),
    ("exports_by_department", {"lima_provinces": "apart"}),
    ("trade_by_continent", {"universe": "trade"}),
    ("unit_values", {"products": "0806100000"}),
    ("target_population", {"micro_limit": "151"}),
]


@pytest.mark.parametrize(("name", "given"), CLOSED)
def test_what_would_tell_by_difference_cannot_be_asked(name, given, simulated_lake, visitor, as_role):
    page = reverse("trade:statistic", args=[name])
    assert visitor.get(page, given).status_code == HTTPStatus.BAD_REQUEST
    for form in FILES:
        assert visitor.get(reverse("trade:file", args=[name, form]), given).status_code == HTTPStatus.BAD_REQUEST
    refused = visitor.get(reverse("api:statistic_data", args=[name]), given)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert refused.json()["problems"][0]["where"] == next(iter(given))
    [(parameter, value)] = given.items()
    form = visitor.get(page).context["form"]
    assert parameter not in form.fields or value not in dict(form.fields[parameter].choices)
    inside = as_role(Role.LEAD).get(page, {**given, "vista": "interna"})
    assert inside.status_code == HTTPStatus.OK


@pytest.mark.parametrize("role", [None, *Role], ids=str)
@pytest.mark.parametrize("name", [*INTERNAL, "trade_values"])
def test_complete_figures_are_for_those_who_read_everything(role, name, simulated_lake, as_role):
    client = as_role(role)
    reads_all = READERS.allows({role} if role else set(), signed_in=role is not None)
    expected = HTTPStatus.OK if reads_all else HTTPStatus.FORBIDDEN
    given = {"vista": "interna"}
    assert client.get(reverse("trade:statistic", args=[name]), given).status_code == expected
    for form in FILES:
        answer = client.get(reverse("trade:file", args=[name, form]), given)
        assert answer.status_code == expected
        if reads_all:
            assert "INTERNO" in answer["Content-Disposition"]
            assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", INTERNAL)
@pytest.mark.parametrize("role", [None, Role.LEAD], ids=str)
def test_what_names_firms_is_not_shown_by_accident(name, role, simulated_lake, as_role):
    client = as_role(role)
    assert client.get(reverse("trade:statistic", args=[name])).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("trade:file", args=[name, "csv"])).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("api:statistic", args=[name])).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("api:statistic_data", args=[name])).status_code == HTTPStatus.NOT_FOUND
    listed = client.get(reverse("trade:explorer")).content.decode()
    assert (f'{reverse("trade:statistic", args=[name])}?vista=interna"' in listed) is (role is Role.LEAD)


def test_the_complete_figures_of_one_are_not_kept_for_another(simulated_lake, as_role, visitor):
    page, given = reverse("trade:statistic", args=["trade_values"]), {"by_1": "partner"}
    assert "hidden-cell" not in as_role(Role.LEAD).get(page, {**given, "vista": "interna"}).content.decode()
    assert "hidden-cell" in as_role(Role.LEAD).get(page, {**given, "pagina": "99"}).content.decode()


def test_statistics_that_lack_a_table_are_few(simulated_lake):
    missing = set()
    for found in statistics():
        try:
            run(found, lake=simulated_lake)
        except MissingTableError:
            missing.add(found.name)
    assert len(missing) < len(statistics()) / 4, missing
