"""Every kind of value comes back as it was written."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from rumbo.apps.keeping.columns import ColumnKind, kind_of, read, written
from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.schema import applied, models_at
from rumbo.apps.keeping.tables import fields_of

VALUES: dict[ColumnKind, st.SearchStrategy[Any]] = {
    ColumnKind.TEXT: st.text(),
    ColumnKind.JSON: st.text(),
    ColumnKind.INTEGER: st.integers(),
    ColumnKind.BOOLEAN: st.booleans(),
    ColumnKind.INSTANT: st.datetimes(
        max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - the zone is drawn
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))]),
    ),
    ColumnKind.DATE: st.dates(),
    ColumnKind.TIME: st.times(),
    ColumnKind.DECIMAL: st.decimals(allow_nan=False, allow_infinity=False),
    ColumnKind.FLOAT: st.floats(allow_nan=False, allow_infinity=False),
    ColumnKind.UUID: st.uuids(),
    ColumnKind.BYTES: st.binary(),
    ColumnKind.DURATION: st.timedeltas(),
}


@pytest.mark.parametrize("kind", ColumnKind)
@given(data=st.data())
def test_a_value_comes_back(kind: ColumnKind, data: st.DataObject) -> None:
    value = data.draw(st.none() | VALUES[kind])
    assert read(json.loads(json.dumps(written(value, kind))), kind) == value


@pytest.mark.django_db
def test_every_column_of_the_schema_can_be_carried() -> None:
    for model in models_at(applied()):
        for field in fields_of(model):
            assert kind_of(field) in ColumnKind


def test_a_column_that_cannot_be_carried_is_told() -> None:
    class Odd(models.Field[Any, Any]):
        pass

    with isolate_apps("rumbo.apps.accounts"):
        shelf = type("Shelf", (models.Model,), {"odd": Odd(), "__module__": "rumbo.apps.accounts.models"})
    with pytest.raises(BackupError, match=r"accounts_shelf\.odd: The column is of a kind .* cannot carry: Odd\."):
        kind_of(shelf._meta.get_field("odd"))
