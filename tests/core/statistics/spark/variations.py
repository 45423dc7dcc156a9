"""Which runs cover a statistic? Its defaults, then every choice of each parameter, dimensions in turn, and years."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tests.core.statistics.spark.nasty import FIRMS, SUBHEADINGS

from rumbo.core.statistics.header import Parameter
from rumbo.core.statistics.parameters import known_choices
from rumbo.core.statistics.registry import Statistic, statistics

Parameters = Mapping[str, object]


def variations(found: Statistic) -> Iterator[Parameters]:
    """The parameters of each run of a statistic: what it takes by itself, then another value of everything at once."""
    asked = found.header.parameters
    needed = {p.name: _sample(p) for p in asked if p.default is None}
    yield needed
    others = {p.name: _others(p) for p in asked if p.type in {"choice", "list"}} | _dimensions(found)
    for turn in range(max(map(len, others.values()), default=0)):
        yield needed | {name: values[turn] for name, values in others.items() if turn < len(values)}


def _others(parameter: Parameter) -> list[object]:
    """Every choice that is not the default; some years."""
    if parameter.type == "choice":
        return [choice for choice in parameter.choices if choice != str(parameter.default)]
    return [[2019, 2021, 2023, 2024]] if parameter.of == "integer" else []


def _dimensions(found: Statistic) -> dict[str, list[object]]:
    """For each dimension parameter the dimensions of some turns, never the same for two of them.

    Statistics that can be broken down by any dimension share them: each starts where its place in the registry says.
    """
    asked = [p for p in found.header.parameters if p.type == "dimension"]
    turned: dict[str, list[object]] = {p.name: [] for p in asked}
    for turn in range(2 if len(asked) == 1 else 5):
        chosen: list[str] = []
        for place, parameter in enumerate(asked):
            own = [c for c in known_choices(parameter) if c != "none" and c not in chosen]
            chosen.append(own[(statistics().index(found) + turn + place * len(own) // len(asked)) % len(own)])
            turned[parameter.name].append(chosen[-1])
    return turned


def _sample(parameter: Parameter) -> object:
    """A value of a parameter that has no default."""
    kind = parameter.of if parameter.type == "list" else parameter.type
    if parameter.choices:
        return parameter.choices[0]
    if kind == "integer":
        return max(int(parameter.minimum or 0), min(2024, int(parameter.maximum or 2024)))
    if kind == "decimal":
        return Decimal(parameter.minimum or 1)
    if kind == "date":
        return "2024-06-30"
    return FIRMS[0] if "trader" in parameter.name else SUBHEADINGS[1]
