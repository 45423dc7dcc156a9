"""The PNMCE data against its source, every fact and not a sample, by a second reading of the printed tables.

The text is not part of the project; where ``../shared`` is absent these tests are skipped and ``test_pnmce.py`` still
holds the counts.
"""

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.policies.printed_policy import Number, PrintedActivity, Text, plain, squeezed

from rumbo.core.policy.models import Activity, Figure, Indicator, Kind, Policy, Service

SOURCE = Path(__file__).parents[4] / "shared" / "seeds" / "004_051e6f03b294d5f2.txt"

pytestmark = pytest.mark.skipif(not SOURCE.is_file(), reason="the text of the policy is not beside the repository")

#: Sheets that no parser can read, and why. Their figures are compared with the literals below.
UNREADABLE = {
    "S2.1.1-Q1": "cut after the justification: no kind, no direction, no figures (l. 5442)",
    "S2.3.1-C1": "no header for 2035, a cell too many in the row of terms, one value in four rows (l. 5742-5749)",
}
#: S2.3.1-C1 as a person reads it (l. 5742-5749): the value, and the terms put in the order of the values.
GARBLED = {
    **dict.fromkeys((2024, 2026, 2027), ("49.9", "15156", "30374")),
    **dict.fromkeys((2028, 2029, 2030), ("51.3", "15883", "30981")),
    **dict.fromkeys((2031, 2032, 2033), ("52.7", "16646", "31601")),
    **dict.fromkeys((2034, 2035), ("54.1", "17445", "32233")),
    2040: ("57.1", "19160", "33535"),
}
#: Names of activities that go on after a page break, and the rest of a unit (l. 6854-6856, 6959-6961, 6967-6969).
AFTER_THE_BREAK = {
    6854: ("almacenamiento (Sanidad e inocuidad).", ""),
    6959: (
        (
            "regulaciones, estándares internacionales y buenas prácticas logísticas para las empresas de las Zonas "
            "Económicas Especiales."
        ),
        "Desarrollo de Comercio Exterior",
    ),
    6967: ("cadenas productivas estratégicas en las ZEE.", ""),
}
#: Tabla 28 splits this name over two rows (l. 3124, 3126).
SPLIT_NAME = {"S3.1.1": "exportador, oportuno, dirigido a las empresas y organizaciones de productores de bienes."}

DIRECTIONS = {"Ascendente": "ascending", "Descendente": "descending", "No definido": "undefined"}
SERVICE_ROWS = {
    "tipo de servicio": "type",
    "naturaleza del servicio": "nature",
    "entrega del servicio": "delivery",
    "proveedor del servicio": "provider_printed",
    "receptor del servicio": "receptor",
    "alcance del servicio (nacional, regional y local)": "scope",
    "alcance del servicio": "scope",
}
NO_LIMITATION = re.compile(
    r"[·▪•\s-]*(No (se|hay|existen) .*limitaci|No existen|No hay|Sin (limitaci|restricci)|Ninguna)"
)


@pytest.fixture(scope="module")
def text() -> Text:
    return Text(SOURCE)


def _figures(indicator: Indicator) -> dict[int, Figure]:
    baseline = {indicator.baseline.year: indicator.baseline} if indicator.baseline else {}
    return {**baseline, **indicator.targets}


def _digits(number: Decimal | None) -> str | None:
    """A number with its printed precision: 95.0 is not 95."""
    return None if number is None else str(number)


def _lines(source: str) -> Iterator[tuple[int, int]]:
    for span in source.partition(":")[2].split(","):
        first, _dash, last = span.partition("-")
        yield int(first), int(last or first)


def _readable(policy: Policy) -> list[Indicator]:
    return [i for i in policy.indicators if i.code not in UNREADABLE]


def test_the_document_is_the_one_that_is_cited(pnmce: Policy) -> None:
    (document,) = pnmce.documents
    assert document.file == SOURCE.name
    assert document.sha256 == hashlib.sha256(SOURCE.read_bytes()).hexdigest()


def test_every_printed_sheet_is_an_indicator(pnmce: Policy, text: Text) -> None:
    without_kind = {code: sheet for code, sheet in text.sheets.items() if not sheet.kind}
    assert list(without_kind) == ["S2.1.1-1"]
    assert set(text.sheets) - set(without_kind) == {i.code for i in pnmce.indicators} - {"S2.1.1-Q1"}
    assert {i.code for i in pnmce.indicators if i.sheet != "complete"} == set(UNREADABLE)


def test_names_kinds_and_directions_as_printed(pnmce: Policy, text: Text) -> None:
    printed = {**text.sheets, "S2.1.1-Q1": text.sheets["S2.1.1-1"]}
    kinds = {"I": Kind.OBJECTIVE, "Q": Kind.QUALITY, "C": Kind.COVERAGE}
    for indicator in pnmce.indicators:
        sheet = printed[indicator.code]
        assert indicator.name == sheet.name, indicator.code
        assert indicator.direction == (DIRECTIONS[sheet.direction] if sheet.direction else None), indicator.code
        if sheet.kind:
            assert indicator.kind is kinds[sheet.kind], indicator.code


def test_every_year_value_and_term_as_printed(pnmce: Policy, text: Text) -> None:
    values = terms = 0
    for indicator in _readable(pnmce):
        sheet, figures = text.sheets[indicator.code], _figures(indicator)
        assert set(figures) == set(sheet.values), indicator.code
        for year, figure in figures.items():
            values += 1
            _assert_value(figure, sheet.values[year], f"{indicator.code} {year}")
            found = sheet.terms.get(year)
            assert (figure.numerator is not None) == bool(found), f"{indicator.code} {year}"
            if found and found.terms:
                terms += 2
                pair = [_digits(figure.numerator), _digits(figure.denominator)]
                assert pair == [_digits(term) for term in found.terms], f"{indicator.code} {year}"
    assert (values, terms) == (1081, 964)


def _assert_value(figure: Figure, found: Number, where: str) -> None:
    assert found.value is not None, where
    assert bool(figure.printed) == found.starred, where
    if figure.value is None:
        assert (figure.printed, str(found.value)) == ("0*", "0"), where
    else:
        assert _digits(figure.value) == _digits(found.value), where


def test_the_garbled_sheet_as_a_person_reads_it(pnmce: Policy, text: Text) -> None:
    indicator = pnmce.indicator("S2.3.1-C1")
    figures = _figures(indicator)
    assert {y: (str(f.value), str(f.numerator), str(f.denominator)) for y, f in figures.items()} == GARBLED
    assert all(figure.reconstructed for figure in indicator.targets.values())
    printed = squeezed(text.between(5742, 5749))
    for value, numerator, denominator in set(GARBLED.values()):
        assert squeezed(f"{Decimal(numerator):,}/{Decimal(denominator):,}") in printed
        assert squeezed(value) in printed


def test_the_cut_sheet_promises_nothing(pnmce: Policy, text: Text) -> None:
    indicator = pnmce.indicator("S2.1.1-Q1")
    assert (indicator.direction, indicator.baseline, indicator.targets) == (None, None, {})
    assert not text.sheets["S2.1.1-1"].values


def test_limitations_only_where_the_sheet_states_some(pnmce: Policy, text: Text) -> None:
    for indicator in [*_readable(pnmce), pnmce.indicator("S2.3.1-C1")]:
        sheet = text.sheets[indicator.code]
        row = next(text.cells(n) for n in range(sheet.first, sheet.last) if "imitaciones para la" in text.lines[n - 1])
        stated = not NO_LIMITATION.match(plain(row[1]))
        assert (indicator.limitations is not None) == stated, indicator.code


def test_what_is_printed_stands_where_its_source_says(pnmce: Policy, text: Text) -> None:
    """Formulas, terms, responsibles, sources, footnotes, names and variants: each inside the cited lines."""
    checked = 0
    for what, value, source in _printed_texts(pnmce):
        place = "\n".join(text.between(first, last) for first, last in _lines(source))
        assert squeezed(value) in squeezed(place), f"{what}: {value!r} at {source}"
        checked += 1
    assert checked == 1104


def _printed_texts(policy: Policy) -> Iterator[tuple[str, str, str]]:
    for indicator in policy.indicators:
        yield from ((indicator.code, value, indicator.source) for value in _sheet_texts(indicator))
        yield from ((indicator.code, v.text, v.source) for v in indicator.other_names)
    for objective in policy.objectives:
        yield objective.code, objective.responsible.unit, objective.source
        yield from _names(objective.code, objective.name, objective.source)
        yield from ((objective.code, v.text, f"pnmce:{s}") for v in objective.other_names for s in _each(v.source))
        for guideline in objective.guidelines:
            yield from _names(guideline.code, guideline.name, guideline.source)
            yield from ((guideline.code, v.text, f"pnmce:{s}") for v in guideline.other_names for s in _each(v.source))
    for service in policy.services:
        yield from ((service.code, value, service.source) for value in _service_texts(service))
        for variant in service.other_names:
            if variant.source != "pnmce:6997-6999":  # a page break parts the name; compared by its halves below
                yield from ((service.code, variant.text, f"pnmce:{s}") for s in _each(variant.source))
    assert policy.problem
    for node in policy.problem.nodes:
        yield node.code, node.text, node.source
        yield from ((node.code, v.text, f"pnmce:{s}") for v in node.other_texts for s in _each(v.source))


def _each(source: str) -> Iterator[str]:
    return (f"{first}-{last}" for first, last in _lines(source))


def _names(code: str, name: str, source: str) -> Iterator[tuple[str, str, str]]:
    """A name stands in every line that is cited for it."""
    return ((code, name, f"pnmce:{span}") for span in _each(source))


def _sheet_texts(indicator: Indicator) -> Iterator[str]:
    formula = indicator.formula
    units = (r.unit for r in (indicator.responsible_data, indicator.responsible_service) if r)
    texts = (indicator.name, formula.expression, formula.numerator, formula.denominator, indicator.direction_printed)
    return (text for text in (*texts, indicator.data_sources, *units, *indicator.footnotes) if text)


def _service_texts(service: Service) -> Iterator[str]:
    assert service.provider
    texts = (service.name, service.receptor, service.scope, service.standard_printed, service.provider_printed)
    more = (service.no_coverage_reason, service.provider.unit, *service.participants)
    return (text for text in (*texts, *more) if text)


def test_a_name_that_a_page_break_parts(pnmce: Policy, text: Text) -> None:
    variant = next(v for v in pnmce.service("S5.2.3").other_names if v.source == "pnmce:6997-6999")
    halves = [plain(text.cells(6997)[0]).partition(" ")[2], plain(text.cells(6999)[1])]
    assert variant.text == " ".join(halves)


def test_sheets_of_services_row_by_row(pnmce: Policy, text: Text) -> None:
    assert set(text.services) == {s.code for s in pnmce.services}
    for code, sheet in text.services.items():
        service = pnmce.service(code)
        assert service.name == sheet.name
        for label, field in SERVICE_ROWS.items():
            if label in sheet.rows:
                printed, kept = plain(sheet.rows[label]).rstrip("."), str(getattr(service, field)).rstrip(".")
                assert kept.lower() == printed.lower(), f"{code} {field}"
        standard = sheet.rows.get("estándares de cumplimiento") or sheet.rows["estándar de cumplimiento"]
        assert (service.standard_printed or service.standard) == plain(standard).rstrip(".:"), code
        assert service.levels == (plain(sheet.rows["nivel (es) de gobierno que interviene (n)"]).rstrip("."),), code
        assert (service.standard_summary is None) == (not plain(sheet.rows["descripción del estándar"])), code


@pytest.mark.parametrize(("row", "kind"), [("indicador de calidad", "quality"), ("indicador de cobertura", "coverage")])
def test_indicators_that_the_sheets_of_services_announce(pnmce: Policy, text: Text, row: str, kind: str) -> None:
    for code, sheet in text.services.items():
        cell = sheet.rows.get(row, "")
        items = [re.sub(r"^\d+\.\s*", "", plain(i)) for i in re.findall(r"<li>(.*?)</li>", cell)] or [plain(cell)]
        own = [i for i in pnmce.service(code).indicators if i.kind == kind]
        for indicator, item in zip(own, filter(None, items), strict=True):
            names = {squeezed(indicator.name), *(squeezed(v.text) for v in indicator.other_names)}
            assert squeezed(item) in names, indicator.code


def test_the_matrix_of_services(pnmce: Policy, text: Text) -> None:
    """Tabla 28: guideline and name of each service, and the two guidelines that have none."""
    normative = {code for code, (_guideline, name) in text.matrix.items() if name is None}
    assert normative == {g.code for g in pnmce.guidelines if g.normative} == {"L1.2", "L3.3"}
    services = {code: row for code, row in text.matrix.items() if code not in normative}
    assert set(services) == {s.code for s in pnmce.services}
    for code, (guideline, name) in services.items():
        service = pnmce.service(code)
        assert service.guideline == guideline, code
        whole = f"{name} {SPLIT_NAME.get(code, '')}"
        assert squeezed(whole) in {squeezed(n) for n in (service.name, *(v.text for v in service.other_names))}, code


def _placed(policy: Policy) -> list[tuple[Activity, tuple[str, str, str | None]]]:
    """Every activity with the objective, guideline and service that the table prints, in the order of print."""
    rows: list[tuple[Activity, tuple[str, str, str | None]]] = []
    for guideline in policy.guidelines:
        objective = policy.objective_of(guideline.code).code
        rows += [(a, (objective, guideline.code, None)) for a in guideline.activities]
        for service in policy.services_of(guideline.code):
            for activity in service.activities:
                printed = activity.guideline_printed or guideline.code, activity.service_printed or service.code
                rows.append((activity, (objective, *printed)))
    return sorted(rows, key=lambda row: next(_lines(row[0].source)))


def test_tables_of_activities_row_by_row(pnmce: Policy, text: Text) -> None:
    """Tablas 37 to 41: place, code, name, and of each responsible the six columns."""
    responsibles = 0
    for (activity, place), printed in zip(_placed(pnmce), text.activities, strict=True):
        rest_of_name, rest_of_unit = AFTER_THE_BREAK.get(printed.line, ("", ""))
        where = f"line {printed.line}"
        assert place == (printed.objective, printed.guideline, printed.service), where
        assert activity.code_printed == printed.code, where
        assert activity.code == "AO " + ".".join(re.findall(r"\d+", printed.code)), where
        assert activity.name == f"{printed.name} {rest_of_name}".strip(), where
        assert _columns(activity) == _whole_units(printed, rest_of_unit), where
        responsibles += len(activity.responsibles)
    assert responsibles == 136


def _columns(activity: Activity) -> list[tuple[str | None, ...]]:
    return [
        (r.unit_of_measure, r.unit, r.executing_unit, r.entity_printed, r.sector, r.level)
        for r in activity.responsibles
    ]


def _whole_units(printed: PrintedActivity, rest: str) -> list[tuple[str | None, ...]]:
    return [(measure, f"{unit} {rest}".strip(), *others) for measure, unit, *others in printed.responsibles]


def test_entities_are_named_in_the_text(pnmce: Policy, text: Text) -> None:
    whole = squeezed("\n".join(text.lines))
    for entity in pnmce.entities:
        for name in (entity.name, *entity.printed_names):
            assert squeezed(name) in whole, entity.code
        if entity.budget_code:
            assert any(name.startswith(entity.budget_code) for name in entity.printed_names), entity.code


def test_statements_stand_where_their_source_says(pnmce: Policy, text: Text) -> None:
    for statement in (*pnmce.horizon_statements, *pnmce.count_statements):
        ((first, last),) = _lines(statement.source)
        assert re.search(rf"\b0?{statement.value}\b", text.between(first, last)), statement
