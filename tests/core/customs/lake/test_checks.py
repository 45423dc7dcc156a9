"""What the checks find, each with lines that make it pass, warn and fail."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.core.customs.lake.made import MadeFile, line, week

from rumbo.core.customs.checks import OWN, Status, checks, run_checks
from rumbo.core.customs.checks.records import judged
from rumbo.core.customs.checks.scope import looking
from rumbo.core.customs.checks.thresholds import SHIPPED, thresholds
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.lake import Origin
from rumbo.core.language import speaking

IN_WEEK_10 = date(2024, 3, 6)


def lines(count, first=1, **values):
    return [line(number, **{"shipped_on": IN_WEEK_10, **values}) for number in range(first, first + count)]


def found(lake, name, **named):
    return next(finding for finding in run_checks(lake, **named) if finding.check == name)


def test_every_check_has_its_thresholds_and_the_other_way_round():
    assert {check.name for check in checks()} == set(thresholds(SHIPPED))


def test_nothing_to_check_is_no_pass(lake):
    assert {finding.status for finding in run_checks(lake)} == {Status.NO_DATA}


def test_a_sound_week_passes(lake):
    lake.merge([week(10, lines(40))])
    statuses = {finding.check: finding.status for finding in run_checks(lake)}
    assert statuses.pop("magnitude") is Status.NO_DATA
    assert set(statuses.values()) == {Status.PASS}


@pytest.mark.parametrize(
    ("name", "values", "bad", "status"),
    [
        ("without-shipment-date", {"shipped_on": None, "period_on": IN_WEEK_10, "period_basis": "numbered"}, 2, "warn"),
        ("without-shipment-date", {"shipped_on": None, "period_on": IN_WEEK_10, "period_basis": "numbered"}, 7, "fail"),
        ("without-partner", {"partner": None}, 1, "warn"),
        ("without-partner", {"partner": None}, 4, "fail"),
        ("invalid-tax-id", {"trader_id_valid": False}, 1, "warn"),
        ("invalid-tax-id", {"trader_id_valid": False}, 5, "fail"),
        ("outside-period", {"shipped_on": date(2024, 7, 1), "numbered_on": date(2024, 7, 1)}, 1, "warn"),
        ("outside-period", {"shipped_on": date(2024, 7, 1), "numbered_on": date(2024, 7, 1)}, 7, "fail"),
        ("fob-not-positive", {"fob_usd": Decimal(-5)}, 1, "warn"),
        ("fob-not-positive", {"fob_usd": Decimal(0)}, 4, "fail"),
    ],
)
def test_a_share_warns_and_then_fails(lake, name, values, bad, status):
    lake.merge([week(10, [*lines(bad, **values), *lines(10 - bad, first=50)])])
    finding = found(lake, name)
    assert (finding.status, finding.figure) == (Status(status), Decimal(bad * 10))
    assert finding.sentence == f"{bad} of 10 lines."


def test_imports_have_no_date_of_shipment_to_miss(lake):
    """Their files have no such date: 20 imports without one are no 20 exports without one."""
    bare = {"shipped_on": None, "period_on": IN_WEEK_10, "period_basis": "numbered", "flow": "M"}
    lake.merge([MadeFile("ma10.zip", lines(20, **bare))])
    assert found(lake, "without-shipment-date").status is Status.NO_DATA
    lake.merge([week(10, lines(10, first=50))])
    finding = found(lake, "without-shipment-date")
    assert (finding.status, finding.sentence) == (Status.PASS, "0 of 10 lines.")


def test_a_regularisation_inside_the_week_lies_in_the_period_of_its_file(lake):
    old = {"shipped_on": date(2023, 11, 1), "numbered_on": date(2023, 10, 30), "regularised_on": IN_WEEK_10}
    lake.merge([week(10, lines(10, **old))])
    assert found(lake, "outside-period").status is Status.PASS


@pytest.mark.parametrize(("bad", "status"), [(1, Status.WARN), (5, Status.FAIL)])
def test_quarantine_is_shown_with_the_files_that_have_most(lake, bad, status):
    lake.merge([week(10, lines(20 - bad), bad=["no_date"] * bad)])
    finding = found(lake, "quarantined")
    assert (finding.status, finding.examples) == (status, (f"x10.zip: {bad}",))


@pytest.mark.parametrize(("fob", "status"), [(1500, "pass"), (2500, "warn"), (300, "warn"), (25_000, "fail")])
def test_a_week_is_held_against_the_same_week_a_year_before(lake, fob, status):
    before = MadeFile(
        "x2023.zip",
        lines(40, declaration_year=2023, shipped_on=IN_WEEK_10 - timedelta(days=364)),
        period_from=date(2023, 3, 6),
        period_to=date(2023, 3, 12),
    )
    lake.merge([before])
    lake.merge([week(10, lines(40, fob_usd=Decimal(fob)))])
    finding = found(lake, "magnitude", whole=False)
    assert finding.status is Status(status)
    told = f"Exports from 2024-03-04 to 2024-03-10: US$ {fob * 40:,}; a year before, US$ 40,000."
    assert finding.examples == (told,)
    assert found(lake, "magnitude", version=1).status is Status.NO_DATA


def test_a_misplaced_decimal_is_an_outlier(lake):
    odd = line(30, shipped_on=IN_WEEK_10, fob_usd=Decimal(2_000_001))
    lake.merge([week(10, [*lines(20), odd])])
    finding = found(lake, "fob-outliers")
    assert (finding.status, finding.figure) == (Status.WARN, Decimal(1))
    assert finding.examples == ("x10.zip, 21: 0806100000, US$ 2,000,001",)


def test_editions_without_a_day_cannot_be_told_apart(lake):
    editions = [MadeFile("x.zip", lines(3), salt=salt) for salt in "ab"]
    for number, file in enumerate(editions):
        lake.merge([file], Origin(obtained_on=date(2024, 4, 1 + number)))
    assert found(lake, "editions-told-apart").status is Status.PASS
    for salt in "cd":
        lake.merge([MadeFile("x.zip", lines(3), salt=salt)])
    finding = found(lake, "editions-told-apart")
    assert (finding.status, finding.examples) == (Status.WARN, ("x.zip",))
    assert found(lake, "editions-told-apart", whole=False).status is Status.WARN


def test_records_that_do_not_add_up_fail(lake):
    row = {"name": "x10.zip", "records": 9, "accepted": 5, "quarantined": 1, "deleted": 1}
    lake.merge([week(10, lines(3))])
    with looking(lake) as scope:
        astray = replace(scope, snapshots=[row, row | {"name": "x11.zip", "deleted": 3}])
        finding = next(judged(checks(), astray, thresholds()))
    assert (finding.check, finding.status, finding.figure) == ("records-add-up", Status.FAIL, Decimal(2))
    assert finding.examples == ("x10.zip",)


def test_keys_that_stand_twice_are_named(lake, monkeypatch):
    lake.merge([week(10, lines(3))])
    doubled = (*lake.files(), *lake.files())
    monkeypatch.setattr(type(lake), "files", lambda *_: doubled)
    finding = found(lake, "keys-unique")
    assert (finding.status, finding.figure) == (Status.FAIL, Decimal(3))
    assert finding.examples[0] == "X 118 2024 000001 1"


def test_an_import_is_looked_at_alone(lake):
    lake.merge([week(10, lines(10, partner=None))])
    lake.merge([week(11, lines(10, first=20, shipped_on=date(2024, 3, 12)))])
    assert found(lake, "without-partner").figure == Decimal(50)
    assert found(lake, "without-partner", whole=False).figure == Decimal(0)
    assert found(lake, "without-partner", version=1, whole=False).figure == Decimal(100)


def test_an_installation_gives_its_own_thresholds(lake):
    lake.merge([week(10, lines(10, partner=None))])
    own = lake.path.parent / OWN
    own.write_text("without-partner: {warn_above: 100}\n")
    assert found(lake, "without-partner").status is Status.PASS
    own.write_text("without-parner: {warn_above: 100}\n")
    with pytest.raises(CustomsError, match=r"There is no check “without-parner”\. Did you mean “without-partner”"):
        run_checks(lake)
    own.write_text("without-partner: {warn: 100}\n")
    with pytest.raises(CustomsError, match=r"customs-checks\.yaml:1"):
        run_checks(lake)
    own.write_text("without-partner: {warn_above: 1\n")
    with pytest.raises(CustomsError, match=r"customs-checks\.yaml:"):
        run_checks(lake)


def test_findings_speak_spanish(lake):
    lake.merge([week(10, lines(10))])
    with speaking("es"):
        assert found(lake, "without-partner").title == "Líneas sin país"
        assert found(lake, "without-partner").sentence == "0 de 10 líneas."
