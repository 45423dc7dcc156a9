"""What a check of the lake is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rumbo.core.customs.checks.scope import Scope
from rumbo.core.customs.checks.thresholds import Threshold
from rumbo.core.language import _


class Status(StrEnum):
    """How a check came out. That there was nothing to check is not a pass."""

    FAIL = "fail"
    WARN = "warn"
    PASS = "pass"  # noqa: S105 - the word of the result
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Found:
    """What the function of a check hands back.

    Attributes:
        figure: the number that is held against the thresholds; None where there was nothing to check.
        sentence: what the figure says, in words.
        examples: where to look: files, keys, weeks.
    """

    figure: Decimal | None
    sentence: str
    examples: tuple[str, ...] = ()


Look = Callable[[Scope, Threshold], Found]


@dataclass(frozen=True, slots=True)
class Check:
    """A named check.

    Attributes:
        name: its name in the thresholds, on the command line and in JSON; never changed.
        title: short name in English, translated where it is shown.
        unit: unit of the figure: ``lines``, ``%``, ``times`` or ``files``.
        look: the function.
    """

    name: str
    title: str
    unit: str
    look: Look


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check came out over one scope.

    Attributes:
        check: its name.
        title: its short name, in the language in force.
        status: pass, warn, fail or no_data.
        figure: the number that was held against the thresholds.
        unit: its unit.
        warn_above: from there on it warns; None when it never does.
        fail_above: from there on it fails; None when it never does.
        sentence: what the figure says.
        examples: where to look.
    """

    check: str
    title: str
    status: Status
    figure: Decimal | None
    unit: str
    warn_above: Decimal | None
    fail_above: Decimal | None
    sentence: str
    examples: tuple[str, ...]


_REGISTER: dict[str, Check] = {}


def check(name: str, title: str, *, unit: str) -> Callable[[Look], Look]:
    """Register a function as a check.

    Raises:
        ValueError: the name is taken.
    """

    def register(look: Look) -> Look:
        if name in _REGISTER:
            raise ValueError(f"the check {name} is registered twice")
        _REGISTER[name] = Check(name, title, unit, look)
        return look

    return register


def checks() -> tuple[Check, ...]:
    """Every registered check, in the order in which they were written."""
    return tuple(_REGISTER.values())


def judged(checks_: tuple[Check, ...], scope: Scope, thresholds: dict[str, Threshold]) -> Iterator[Finding]:
    """Run checks over a scope."""
    for each in checks_:
        limits = thresholds[each.name]
        found = each.look(scope, limits)
        yield Finding(
            check=each.name,
            title=_(each.title),
            status=_status(found.figure, limits),
            figure=found.figure,
            unit=each.unit,
            warn_above=limits.warn_above,
            fail_above=limits.fail_above,
            sentence=found.sentence,
            examples=found.examples,
        )


def _status(figure: Decimal | None, limits: Threshold) -> Status:
    if figure is None:
        return Status.NO_DATA
    if limits.fail_above is not None and figure > limits.fail_above:
        return Status.FAIL
    if limits.warn_above is not None and figure > limits.warn_above:
        return Status.WARN
    return Status.PASS
