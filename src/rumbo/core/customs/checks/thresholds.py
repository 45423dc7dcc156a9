"""From which figure on does a check warn or fail? Thresholds are data, and an installation may give its own."""

from decimal import Decimal
from pathlib import Path

from pydantic import RootModel, ValidationError

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Number, Record
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import YamlFile, parse

SHIPPED = Path(__file__).with_name("thresholds.yaml")


class Threshold(Record):
    """The limits of one check; a figure above a limit is over it."""

    warn_above: Number | None = None
    """From there on it warns."""
    fail_above: Number | None = None
    """From there on it fails."""
    factor: Number = Decimal(1000)
    """How many times the usual is unusual, where the check compares."""
    least_lines: Number = Decimal(1)
    """Fewer lines are not compared."""
    days: Number = Decimal(0)
    """Days of tolerance."""


class _Thresholds(RootModel[dict[str, Threshold]]):
    """A file of thresholds: limits by the name of the check."""


def thresholds(own: Path | None = None) -> dict[str, Threshold]:
    """The thresholds that ship, and over them the ones of an installation.

    Args:
        own: the installation's file; nothing where it does not exist.

    Raises:
        CustomsError: every problem of the file, with its line.
    """
    shipped = _load(SHIPPED)
    if own is None or not own.exists():
        return shipped
    given = _load(own, known=shipped)
    return shipped | given


def _load(path: Path, known: dict[str, Threshold] | None = None) -> dict[str, Threshold]:
    file = parse(path.read_bytes(), path.name)
    if file.problems:
        raise CustomsError(*file.problems)
    try:
        loaded = _Thresholds.model_validate(file.data).root
    except ValidationError as error:
        raise CustomsError(*shape_problems(error, file, "checks", _Thresholds)) from None
    if known is not None and (unknown := [name for name in loaded if name not in known]):
        raise CustomsError(*(_unknown(name, file, list(known)) for name in unknown))
    return loaded


def _unknown(name: str, file: YamlFile, known: list[str]) -> Problem:
    near = nearest(name, known)
    mend = _("Did you mean “{near}”?").format(near=near) if near else ""
    return Problem(_("There is no check “{name}”.").format(name=name), file.at((name,)), mend)
