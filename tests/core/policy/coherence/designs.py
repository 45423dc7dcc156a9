"""The small clean design of ``tests/cases/coherence/design.yaml``, and how a case changes it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from rumbo.core.policy.models import Policy

CASES = Path(__file__).parents[3] / "cases" / "coherence"
REMOVED = "(removed)"


def clean() -> dict[str, Any]:
    """The design in which no rule finds anything, as plain data of its own."""
    design = _unshared(yaml.safe_load((CASES / "design.yaml").read_text(encoding="utf-8")))
    assert isinstance(design, dict)
    return design


def _unshared(data: Any) -> Any:
    """Copy data so that what the file writes once under an anchor stands alone in each place."""
    if isinstance(data, dict):
        return {key: _unshared(value) for key, value in data.items()}
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def changed(changes: dict[str, Any]) -> Policy:
    """The clean design with some places changed.

    A place is a path such as ``services/S1.1.1/indicators/S1.1.1-Q1/targets/2027/value``: a step into a list is a
    ``code`` or a position. The value ``(removed)`` takes the place away; a place that is not there is added.
    """
    design = clean()
    for path, value in changes.items():
        *steps, last = path.split("/")
        holder: Any = design
        for step in steps:
            holder = holder[_key(holder, step)]
        key = _key(holder, last)
        if value == REMOVED:
            del holder[key]
        elif isinstance(holder, list) and key == len(holder):
            holder.append(deepcopy(value))
        else:
            holder[key] = deepcopy(value)
    return Policy.model_validate(design)


def _key(holder: Any, step: str) -> Any:
    if isinstance(holder, list):
        codes = [row.get("code") if isinstance(row, dict) else None for row in holder]
        return codes.index(step) if step in codes else int(step)
    return int(step) if step.isdigit() else step
