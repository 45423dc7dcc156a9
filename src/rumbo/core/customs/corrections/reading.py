"""How a file of corrections is read: strictly, every problem told at its line."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import Field, ValidationError

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.schema import LINES
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Record, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import YamlFile

#: The columns that may be corrected: neither key nor date, which say what the line is and when, nor who traded.
COLUMNS = (
    *("regime", "place_code", "subheading", "partner", "port", "transport_mode", "description", "preference", "zone"),
    *("fob_usd", "freight_usd", "insurance_usd", "net_kg", "gross_kg"),
    *("physical_quantity", "physical_unit", "commercial_quantity", "commercial_unit"),
)
_FORMS = {"subheading": r"[0-9]{10}", "partner": r"[A-Z]{2}", "place_code": r"[0-9]{6}"}
Value = str | int | Decimal | date | bool | None


class Correction(Record):
    """One error of the source, and what is right."""

    id: Text
    """Its name; results refer to it."""
    where: dict[str, Value] = Field(min_length=1)
    """Columns and the values that single out its lines: the key of one line, or a filter."""
    column: Text
    """The column that is wrong."""
    expect: Value
    """What the source says, wrongly."""
    value: Value
    """What is right."""
    reason: Text
    """Why it is wrong."""
    source: Text
    """Who says so: a letter, a call, a document."""


class _Corrections(Record):
    corrections: tuple[Correction, ...]


def read_corrections(path: Path) -> bytes:
    """The bytes of a file of corrections."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CustomsError(Problem(_("There is no such file."), str(path), _("Check the path."))) from None
    except OSError as error:
        what = _("The file of corrections cannot be read: {reason}.").format(reason=error.strerror)
        raise CustomsError(Problem(what, str(path), _("Check the path."))) from error


def load_corrections(file: YamlFile) -> tuple[Correction, ...]:
    """The corrections of a file; every problem at once."""
    if file.problems:
        raise CustomsError(*file.problems)
    try:
        corrections = _Corrections.model_validate(file.data).corrections
    except ValidationError as error:
        raise CustomsError(*shape_problems(error, file, "corrections", _Corrections)) from None
    problems, seen = [], defaultdict(list)
    for number, each in enumerate(corrections):
        problems += _contradictions(each, file, number)
        seen[each.id].append(number)
    for id_, numbers in seen.items():
        if len(numbers) > 1:
            what = _("The id “{id}” is given to {count} corrections.").format(id=id_, count=len(numbers))
            problems.append(Problem(what, file.at(("corrections", numbers[1], "id")), _("Give each its own.")))
    if problems:
        raise CustomsError(*problems)
    return corrections


def _contradictions(each: Correction, file: YamlFile, number: int) -> list[Problem]:
    problems, path = [], ("corrections", number)
    if each.column not in COLUMNS:
        what = _("The column “{column}” cannot be corrected.").format(column=each.column)
        mend = _("Choose one of: {columns}.").format(columns=", ".join(COLUMNS))
        problems.append(Problem(what, file.at((*path, "column")), mend))
    else:
        for key in ("expect", "value"):
            problems += _misfit(getattr(each, key), each.column, file.at((*path, key)), form=key == "value")
        if each.expect == each.value:
            what = _("The correction “{id}” changes nothing: it expects the value that it gives.").format(id=each.id)
            problems.append(Problem(what, file.at(path), _("Give the right value, or delete it.")))
    for name, value in each.where.items():
        place = file.at((*path, "where", name))
        if name not in LINES.names:
            near = nearest(name, LINES.names)
            mend = _("Did you mean “{near}”?").format(near=near) if near else ""
            problems.append(Problem(_("Lines have no column “{column}”.").format(column=name), place, mend))
        else:
            problems += _misfit(value, name, place, form=False)
    return problems


def _misfit(value: Value, column: str, place: str, *, form: bool) -> list[Problem]:
    """What is wrong with a value for a column; ``form`` holds codes against their form too."""
    kind = LINES.field(column).type
    try:
        typed(value, column)
    except (pa.ArrowException, TypeError, ValueError):
        mend = _("Write codes and texts between quotes, amounts with at most {places} decimals.").format(
            places=kind.scale if pa.types.is_decimal(kind) else 0
        )
        return [Problem(_("“{value}” is no value of “{column}”.").format(value=value, column=column), place, mend)]
    if value is None and not LINES.field(column).nullable:
        return [Problem(_("“{column}” is never empty.").format(column=column), place, _("Give the right value."))]
    if form and value is not None and not re.fullmatch(_FORMS.get(column, ".*"), str(value), re.DOTALL):
        what = _("“{value}” has not the form of “{column}”.").format(value=value, column=column)
        return [Problem(what, place, _("Give the code as the lake writes it."))]
    return []


def typed(value: Value, column: str) -> Any:
    """A value as the column holds it.

    Raises:
        ArrowException, TypeError: it is none of this column.
    """
    kind = LINES.field(column).type
    if pa.types.is_decimal(kind) and isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    return pa.scalar(value, kind).as_py()


def as_text(value: object) -> str | None:
    """A value as it is compared and remembered."""
    return None if value is None else str(value)
