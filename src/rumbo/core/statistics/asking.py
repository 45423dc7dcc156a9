"""How is a statistic asked for in words? Years, dimensions and settings as values of its parameters."""

from collections.abc import Sequence

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.statistics.errors import ParameterError
from rumbo.core.statistics.header import Header


def asked(header: Header, *, years: Sequence[int], by: Sequence[str], settings: Sequence[str]) -> dict[str, object]:
    """Values by parameter name, still to be read by type.

    Args:
        header: the header of the statistic.
        years: for its parameter ``years``, or ``year`` where it takes one.
        by: dimensions, for its dimension parameters in their order.
        settings: ``name=value`` each; a list with commas between its items.

    Raises:
        ParameterError: years or dimensions that it does not take, a setting without “=”, a parameter given twice.
    """
    problems: list[Problem] = []
    pairs = [*_years(header, years, problems), *_dimensions(header, by, problems)]
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign:
            what = _("“{setting}” is no setting; NAME=VALUE was expected.").format(setting=setting)
            problems.append(Problem(what, "--set", _("Write for instance “--set status=regularised”.")))
        pairs.append((name.strip(), value))
    given = dict(pairs)
    for name in given:
        if sum(name == other for other, _value in pairs) > 1:
            what = _("The parameter “{name}” was given more than once; once was expected.").format(name=name)
            problems.append(Problem(what, name, _("Leave one of them out.")))
    if problems:
        raise ParameterError(*problems)
    return given


def _years(header: Header, years: Sequence[int], problems: list[Problem]) -> list[tuple[str, object]]:
    if not years:
        return []
    if header.parameter("years"):
        return [("years", list(years))]
    if header.parameter("year") and len(years) == 1:
        return [("year", years[0])]
    what = _("The statistic “{name}” does not take years.")
    if header.parameter("year"):
        what = _("The statistic “{name}” takes one year.")
    mend = _("See its parameters with “rumbo statistics show {name}”.").format(name=header.name)
    problems.append(Problem(what.format(name=header.name), "--year", mend))
    return []


def _dimensions(header: Header, by: Sequence[str], problems: list[Problem]) -> list[tuple[str, object]]:
    names = [p.name for p in header.parameters if p.type == "dimension"]
    if len(by) > len(names):
        what = _("The statistic “{name}” breaks down by {count} dimensions at most; {given} were given.")
        said = what.format(name=header.name, count=len(names), given=len(by))
        problems.append(Problem(said, "--by", _("Leave some of them out.")))
    return list(zip(names, by, strict=False))
