"""What was asked for? The values given to a statistic, read by their type and held within their bounds.

Texts are read as their type wherever they come from a command line: ``"2024"`` is a year, ``"a,b"`` a list of two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.shape import nearest
from rumbo.core.statistics.errors import ParameterError
from rumbo.core.statistics.header import Header, Parameter
from rumbo.core.statistics.vocabulary import NO_DIMENSION, dimensions

Value = int | Decimal | str | date | tuple["Value", ...]
"""A value as the SQL takes it."""

_LARGEST_INTEGER = 2**63 - 1
_MOST_DIGITS = 30


def read_parameters(header: Header, given: Mapping[str, object]) -> dict[str, Value]:
    """Read the values given to a statistic and fill in the defaults.

    Args:
        header: the header of the statistic.
        given: values by parameter name: of their type, or texts.

    Returns:
        Every parameter of the statistic with its value, in the order of the header.

    Raises:
        ParameterError: an unknown name, a value that cannot be taken or one that is missing; all are told.
    """
    problems = [_unknown(name, header) for name in given if header.parameter(name) is None]
    read: dict[str, Value] = {}
    for parameter in header.parameters:
        try:
            read[parameter.name] = _value(parameter, given)
        except ParameterError as error:
            problems.extend(error.problems)
    problems.extend(_twice(header, read))
    if problems:
        raise ParameterError(*problems)
    return read


def known_choices(parameter: Parameter) -> tuple[str, ...]:
    """What a parameter may be, where that is a closed list."""
    if parameter.type == "dimension":
        return (NO_DIMENSION, *(parameter.choices or dimensions()))
    return parameter.choices


def _value(parameter: Parameter, given: Mapping[str, object]) -> Value:
    found = given.get(parameter.name)
    if found is None:
        found = parameter.default
    if found is None:
        what = _("The parameter “{name}” was not given and has no default.").format(name=parameter.name)
        raise ParameterError(
            Problem(what, parameter.name, _("Give it a value: {expected}.").format(expected=expected(parameter)))
        )
    if parameter.type == "list":
        return tuple(_scalar(parameter, item, parameter.of) for item in _items(found))
    return _scalar(parameter, found, parameter.type)


def _items(found: object) -> Iterable[object]:
    """The items of a list; of a text those between its commas, nothing of an empty one."""
    if isinstance(found, str):
        return [part.strip() for part in found.split(",") if part.strip()]
    return found if isinstance(found, Sequence | set | frozenset) else [found]


def _scalar(parameter: Parameter, found: object, kind: str) -> Value:
    value = _READERS[kind](found)
    if value is None:
        raise _refusal(parameter, found)
    choices = known_choices(parameter)
    if choices and str(value) not in choices:
        raise _refusal(parameter, found, nearest(str(value), choices))
    if isinstance(value, int | Decimal) and not _within(parameter, value):
        raise _refusal(parameter, found)
    return value


def _within(parameter: Parameter, value: int | Decimal) -> bool:
    low, high = parameter.minimum, parameter.maximum
    return (low is None or value >= low) and (high is None or value <= high)


def _integer(found: object) -> int | None:
    if isinstance(found, str):
        text = found.strip()
        found = int(text) if text.lstrip("+-").isdecimal() and len(text) <= _MOST_DIGITS else None
    if isinstance(found, bool) or not isinstance(found, int) or abs(found) > _LARGEST_INTEGER:
        return None
    return found


def _decimal(found: object) -> Decimal | None:
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(found).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


def _date(found: object) -> date | None:
    if isinstance(found, str):
        try:
            return date.fromisoformat(found.strip())
        except ValueError:
            return None
    return found if type(found) is date else None


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _choice(found: object) -> str | None:
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None


_READERS: dict[str, Callable[[object], Value | None]] = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "text": _text,
    "choice": _choice,
    "dimension": _choice,
}


def expected(parameter: Parameter) -> str:
    """What a parameter may be, in words: “an integer from 1 to 20”."""
    choices = known_choices(parameter)
    if choices:
        said = _("one of {choices}").format(choices=", ".join(choices))
    else:
        said = _type_words()[parameter.of if parameter.type == "list" else parameter.type] + _bounds(parameter)
    return _("a list, each of it {what}").format(what=said) if parameter.type == "list" else said


def _type_words() -> dict[str, str]:
    return {
        "integer": _("a whole number"),
        "decimal": _("a number"),
        "date": _("a date such as 2024-12-31"),
        "text": _("a text"),
    }


def _bounds(parameter: Parameter) -> str:
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None:
        return " " + _("from {low} to {high}").format(low=low, high=high)
    if low is not None:
        return " " + _("of at least {low}").format(low=low)
    if high is not None:
        return " " + _("of at most {high}").format(high=high)
    return ""


def _refusal(parameter: Parameter, found: object, near: str | None = None) -> ParameterError:
    what = _("The parameter “{name}” is “{found}”; {expected} was expected.")
    said = what.format(name=parameter.name, found=found, expected=expected(parameter))
    mend = _("Did you mean {codes}?").format(codes=near) if near else _("Give it such a value, or leave it out.")
    return ParameterError(Problem(said, parameter.name, mend))


def _unknown(name: str, header: Header) -> Problem:
    known = [p.name for p in header.parameters]
    what = _("The statistic “{statistic}” has no parameter “{name}”.").format(statistic=header.name, name=name)
    near = nearest(name, known)
    if near:
        return Problem(what, name, _("Did you mean {codes}?").format(codes=near))
    mend = _("It has {names}.").format(names=", ".join(known)) if known else _("It has no parameters at all.")
    return Problem(what, name, mend)


def _twice(header: Header, read: Mapping[str, Value]) -> list[Problem]:
    """A dimension that was asked for twice: two columns of the result would have one name."""
    seen: dict[Value, str] = {}
    problems = []
    for parameter in header.parameters:
        value = read.get(parameter.name)
        if parameter.type != "dimension" or value is None or value == NO_DIMENSION:
            continue
        if value in seen:
            what = _("The dimension “{dimension}” was asked for twice, in “{first}” and “{second}”; once was expected.")
            said = what.format(dimension=value, first=seen[value], second=parameter.name)
            problems.append(Problem(said, parameter.name, _("Leave one of them out.")))
        seen.setdefault(value, parameter.name)
    return problems
