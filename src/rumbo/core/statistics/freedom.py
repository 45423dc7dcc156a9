"""What may everyone choose in a statistic? What gives other tables, not what gives nearly the same one.

Cells that could betray a firm are hidden, and others with them, the same ones at every level of detail. Two results
that differ by a filter or a threshold are not protected against one another: the difference between them is a cell too.
So everyone chooses flow, years, breakdown and how many rows, while thresholds, lists of classes and the ways of
counting stand at their defaults. Who reads everything may choose all of them. The site and the command line keep to it.
"""

from collections.abc import Mapping

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.statistics.errors import ParameterError
from rumbo.core.statistics.header import Parameter
from rumbo.core.statistics.parameters import Value, known_choices, read_parameters
from rumbo.core.statistics.registry import Statistic

_EVERYWHERE = frozenset({"flow", "years", "base_year", "digits", "by_zone"})
"""Parameters that give tables of other cells, each protected with all its totals."""
_CUTS = frozenset({("top_partners", "top"), ("top_products", "top")})
"""How many classes of a ranking are shown. How many firms are added up is no such cut: one more tells of one firm."""
_SIDES = {("trade_by_continent", "universe"): ("exports", "imports")}
"""Choices of which some are left out: exports and imports together tell each of them to who knows the other."""


def is_free(found: Statistic, parameter: Parameter) -> bool:
    """Whether everyone may choose a parameter of a statistic.

    Of one that shows no value of firms all but its thresholds: at which value a count changes is a value of a firm.
    """
    if parameter.name in _EVERYWHERE or parameter.type == "dimension":
        return True
    if found.header.publication == "open":
        return parameter.type != "decimal"
    key = (found.name, parameter.name)
    return key in _CUTS or key in _SIDES


def choices_of(found: Statistic, parameter: Parameter, *, complete: bool) -> tuple[str, ...]:
    """What a parameter of a closed list may be, for everyone or for who reads everything."""
    known = known_choices(parameter)
    return known if complete else _SIDES.get((found.name, parameter.name), known)


def refuse_closed(found: Statistic, values: Mapping[str, Value]) -> None:
    """Refuse what not everyone may choose.

    Raises:
        ParameterError: another value than the default where that is fixed, or a choice left out; all are told.
    """
    usual = read_parameters(found.header, {})
    problems = []
    for parameter in found.header.parameters:
        name, value = parameter.name, values[parameter.name]
        left_out = known_choices(parameter) and str(value) not in choices_of(found, parameter, complete=False)
        if (value != usual[name] and not is_free(found, parameter)) or (left_out and parameter.type != "list"):
            what = _(
                "The parameter “{name}” cannot be set to that here: beside the usual result, such a one could betray a "
                "firm."
            )
            problems.append(Problem(what.format(name=name), name, _("Leave it out.")))
    if problems:
        raise ParameterError(*problems)
