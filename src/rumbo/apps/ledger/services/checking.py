"""What is refused before a value enters the ledger: what the policy does not name and what no database keeps alike."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rumbo.apps.ledger.canonical import decimal_text
from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Part
from rumbo.core.policy.models import Policy

FIRST_YEAR, LAST_YEAR = 1900, 2200
#: The longest reason or remark, in characters, as of a comment.
LONGEST_TEXT = 20_000


def check_values(policy: Policy, values: Sequence[NewValue], entity: str) -> None:
    """Refuse values that cannot be recorded, all problems at once.

    Raises:
        InputError: an unknown indicator or entity, a year out of range, a value given twice, a number that is not
            finite, a part given twice, a text that cannot be stored, neither a value nor a reason why there is none,
            or both.
    """
    problems = [*entity_problems(policy, entity), *_repeated(values)]
    codes = [indicator.code for indicator in policy.indicators]
    known = set(codes)
    for value in values:
        if value.indicator not in known:
            nearest = difflib.get_close_matches(value.indicator, codes, n=3)
            problems += UnknownCodeError(value.indicator, nearest).problems
        problems += _value(value)
    if problems:
        raise InputError(*problems)


def check_text(*texts: str) -> None:
    """Refuse texts that one of the databases would refuse, or that nobody would read.

    Raises:
        InputError: a text holds a sign that cannot be stored, or is longer than :data:`LONGEST_TEXT`.
    """
    if problems := [*text_problems("", *texts), *_too_long(texts)]:
        raise InputError(*problems)


def check_days(*days: date | None) -> None:
    """Refuse days that no calendar program and no spreadsheet can hold; ``None`` is no day.

    Raises:
        InputError: the year of a day is out of range.
    """
    wrong = [day.year for day in days if day and not _known(day.year)]
    if problems := [_year_problem(year, "", _("Correct the year.")) for year in wrong]:
        raise InputError(*problems)


def _known(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _year_problem(year: int, where: str, mend: str = "") -> Problem:
    what = _("The year {year} is out of range; one from {first} to {last} was expected.")
    return Problem(what.format(year=year, first=FIRST_YEAR, last=LAST_YEAR), where, mend)


def _too_long(texts: Iterable[str]) -> Iterator[Problem]:
    for length in (len(text) for text in texts if len(text) > LONGEST_TEXT):
        what = _("The text has {length} characters; at most {limit} are kept.")
        told = what.format(length=length, limit=LONGEST_TEXT)
        yield Problem(told, mend=_("Shorten it, or send it as an evidence file."))


def text_problems(where: str, *texts: str) -> Iterator[Problem]:
    """Texts that one of the databases would refuse: control character NUL, halves of a surrogate pair."""
    for text in texts:
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            yield Problem(
                _("A text holds a sign that cannot be stored."), where, _("Remove it and type the text again.")
            )


def entity_problems(policy: Policy, entity: str) -> Iterator[Problem]:
    """An entity that the policy does not name; an empty code is no problem."""
    codes = [named.code for named in policy.entities]
    if entity and entity not in codes:
        yield from UnknownCodeError(entity, difflib.get_close_matches(entity, codes, n=3)).problems


def _repeated(values: Sequence[NewValue]) -> Iterator[Problem]:
    for (indicator, year), times in Counter((value.indicator, value.year) for value in values).items():
        if times > 1:
            yield Problem(
                _("The value is given {times} times; it was expected once.").format(times=times),
                f"{indicator} {year}",
                _("Remove the repetition."),
            )


def _value(value: NewValue) -> Iterator[Problem]:
    where = f"{value.indicator} {value.year}"
    if not _known(value.year):
        yield _year_problem(value.year, where)
    for figure in (value.value, value.numerator, value.denominator):
        yield from _figure(where, figure)
    yield from text_problems(where, value.comment, value.reason, value.no_data_reason)
    yield from _parts(where, value.parts)
    yield from _value_or_reason(where, value)


def _value_or_reason(where: str, value: NewValue) -> Iterator[Problem]:
    """A value, or the reason why there is none: one of the two, and only one."""
    reason = value.no_data_reason.strip()
    figures = (value.value, value.numerator, value.denominator, *value.parts)
    if reason and any(figure is not None for figure in figures):
        what = _("A value and the reason why there is none were given; one of the two was expected.")
        yield Problem(what, where, _("Remove one of them."))
    elif not reason and value.value is None:
        what = _("There is neither a value nor the reason why there is none.")
        yield Problem(what, where, _("Give the value, or say why there is none."))
    elif not reason and value.expected_on:
        what = _("A date on which the value is expected was given beside a value.")
        yield Problem(what, where, _("Remove the date."))
    elif value.expected_on and not _known(value.expected_on.year):
        yield _year_problem(value.expected_on.year, where, _("Correct the year."))


def _parts(where: str, parts: Sequence[Part]) -> Iterator[Problem]:
    for (dimension, member), times in Counter((part.dimension, part.member) for part in parts).items():
        place = f"{where} {dimension}={member}"
        yield from text_problems(where, dimension, member)
        if times > 1:
            yield Problem(
                _("The part is given {times} times; it was expected once.").format(times=times),
                place,
                _("Remove the repetition."),
            )
    for part in parts:
        for figure in (part.value, part.numerator, part.denominator):
            yield from _figure(f"{where} {part.dimension}={part.member}", figure)


def _figure(where: str, figure: Decimal | None) -> Iterator[Problem]:
    if figure is None:
        return
    try:
        decimal_text(figure)
    except ValueError as unusable:
        yield Problem(str(unusable), where, _("Give a number in the unit of the indicator."))
