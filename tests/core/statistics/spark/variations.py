"""Which runs cover a statistic? Its defaults, every choice of every choice parameter, dimensions in turn, and years."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tests.core.statistics.spark.nasty import FIRMS, SUBHEADINGS

from rumbo.core.statistics.header import Parameter
from rumbo.core.statistics.parameters import known_choices
from rumbo.core.statistics.registry import Statistic, statistics

Parameters = Mapping[str, object]


def variations(found: Statistic) -> Iterator[Parameters]:
    """The parameters of each run of a statistic."""
    asked = found.header.parameters
    needed = {p.name: _sample(p) for p in asked if p.default is None}
    yield needed
    for parameter in asked:
        if parameter.type == "choice":
            others = [c for c in parameter.choices if c != str(needed.get(parameter.name, parameter.default))]
            yield from (needed | {parameter.name: choice} for choice in others)
        elif parameter.type == "list" and parameter.of == "integer":
            yield needed | {parameter.name: [2021, 2023, 2024]}
    yield from (needed | chosen for chosen in _dimensions(found, [p for p in asked if p.type == "dimension"]))


def _dimensions(found: Statistic, asked: list[Parameter]) -> Iterator[dict[str, object]]:
    """All dimension parameters at once, each with another dimension, until every dimension was in its turn.

    Statistics that can be broken down by any dimension share them: each starts where its place in the registry says.
    """
    if not asked:
        return
    every = [c for c in known_choices(asked[0]) if c != "none"]
    runs = len(every) if len(asked) > 1 or asked[0].choices else 2
    start = statistics().index(found)
    step = max(1, len(every) // len(asked))
    for turn in range(min(runs, 5) if len(asked) > 1 else runs):
        chosen = {}
        for place, parameter in enumerate(asked):
            own = [c for c in known_choices(parameter) if c != "none" and c not in chosen.values()]
            chosen[parameter.name] = own[(start + turn + place * step) % len(own)]
        yield chosen


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
