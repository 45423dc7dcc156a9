"""How the cases that people write become tests: files of ``tests/cases`` read with every digit kept."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rumbo.core.policy.models import (
    Baseline,
    Direction,
    Document,
    Edition,
    Entity,
    Figure,
    Formula,
    Indicator,
    Kind,
    Measure,
    Objective,
    Policy,
    Responsible,
    Service,
)
from rumbo.core.policy.yaml_source import parse

CASES = Path(__file__).parents[2] / "cases"


def cases(theme: str) -> list[Any]:
    """Every case of a theme as a parameter of a test, named by its file and its own name."""
    found = []
    for path in sorted((CASES / theme).glob("*.yaml")):
        file = parse(path.read_bytes(), path.name)
        assert not file.problems, file.problems
        assert isinstance(file.data, dict)
        assert set(file.data) == {"title", "cases"}, path
        found += [pytest.param(case, id=f"{path.stem}: {case['name']}") for case in file.data["cases"]]
    return found


def figure(written: Any) -> Figure:
    return Figure(**written) if isinstance(written, dict) else Figure(value=written)


def indicator(
    code: str = "S1.1.1-Q1",
    *,
    direction: str = "ascending",
    baseline: Any = "none",
    targets: dict[int, Any] | None = None,
    scale: Decimal | int = 100,
    unit: str = "%",
    reported_as: Any = "ratio",
    whole: bool = False,
    share: bool = False,
    **more: Any,
) -> Indicator:
    """A small sheet, with only what a case speaks of."""
    if baseline == "none":
        start = None
    elif baseline == "not measured":
        start = Baseline(year=2024, printed="0*")
    else:
        start = Baseline(year=2024, value=baseline)
    return Indicator(
        code=code,
        kind=Kind.QUALITY,
        name=f"Indicator {code}",
        formula=Formula(shape="ratio_x100"),
        measure=Measure(reported_as=reported_as, scale=scale, whole=whole, share=share),
        unit=unit,
        direction=None if direction == "none" else Direction(direction),
        baseline=start,
        targets={year: figure(target) for year, target in (targets or {}).items()},
        source="invented:1",
        **more,
    )


def policy(
    objectives: list[dict[str, Any]], services: list[dict[str, Any]], entities: tuple[Entity, ...] = ()
) -> Policy:
    """A small policy around the objectives and services of a case."""
    unit = Responsible(unit="Lead office")
    return Policy(
        code="invented-2040",
        title="Invented policy",
        short_title="Invented",
        country="PE",
        sector="Invention",
        edition=Edition(version="1", status="invented"),
        baseline_year=2024,
        horizon=2040,
        target_years=(2026, 2030, 2035, 2040),
        lead_unit=unit,
        planning_unit=unit,
        documents=(Document(id="invented", title="Invented", file="invented.txt"),),
        entities=entities,
        objectives=tuple(Objective(responsible=unit, source="invented:1", **each) for each in objectives),
        services=tuple(_service(**each) for each in services),
    )


def _service(code: str, guideline: str, indicators: tuple[Indicator, ...], **more: Any) -> Service:
    sheet = {
        "name": f"Service {code}",
        "type": "Nuevo",
        "nature": "Prestacional",
        "delivery": "Competencias exclusivas",
        "provider": None,
        "levels": (),
        "receptor": None,
        "scope": None,
        "standard": None,
        "source": "invented:1",
    }
    return Service(code=code, guideline=guideline, indicators=indicators, **(sheet | more))
