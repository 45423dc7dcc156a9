from datetime import date

import pytest

from rumbo.core.customs.periods import period_of


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("x15210124.zip", date(2024, 1, 15), date(2024, 1, 21)),
        ("X15210124.ZIP", date(2024, 1, 15), date(2024, 1, 21)),
        ("ma29050726.zip", date(2026, 6, 29), date(2026, 7, 5)),
        ("mb06120726.zip", date(2026, 7, 6), date(2026, 7, 12)),
        ("x29040126.zip", date(2025, 12, 29), date(2026, 1, 4)),
        ("x26030324.zip", date(2024, 2, 26), date(2024, 3, 3)),
        ("idv01070124", date(2024, 1, 1), date(2024, 1, 7)),
    ],
)
def test_the_name_tells_the_week(name, first, last):
    period = period_of(name)
    assert (period.first, period.last) == (first, last)
    assert first in period
    assert date(1999, 1, 1) not in period


@pytest.mark.parametrize(
    "name",
    ["x.zip", "exports 2024.csv", "x15211324.zip", "x31050325.zip", "x1521012.zip", "y15210124.zip", "x32320124.zip"],
)
def test_another_name_tells_nothing(name):
    assert period_of(name) is None
