"""Where each key belongs: the shape of every kind of file, read off the models.

It answers three questions of the error messages: which keys may stand at this place, which known key is nearest to an
unknown one, and where a known key that stands in the wrong place belongs.
"""

from collections.abc import Hashable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import get_args

from pydantic import BaseModel

from rumbo.core.policy.models import Heading, Objective, ProblemTree, Record, Register, Service

#: Every kind of file of a policy folder and the record that it holds.
KINDS: dict[str, type[Record]] = {
    "policy.yaml": Heading,
    "problem.yaml": ProblemTree,
    "entities.yaml": Register,
    "objectives/*.yaml": Objective,
    "services/*.yaml": Service,
}

_OWN_FILES = {"objectives": "objectives/*.yaml", "services": "services/*.yaml", "problem": "problem.yaml"}


def record_at(model: type[BaseModel], path: Sequence[Hashable]) -> type[BaseModel] | None:
    """The record that stands at a path of a file; ``None`` where a plain value stands."""
    record: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        field = record.model_fields.get(str(step)) if record else None
        if field is None:
            return None
        record = record_in(field.annotation)
    return record


def nearest(word: str, known: Sequence[str], closeness: float = 0.6) -> str | None:
    """The known word nearest to a misspelt one; ``None`` where none is near."""
    lowered = {k.lower(): k for k in known}
    found = get_close_matches(word.lower(), lowered, n=1, cutoff=closeness)
    return lowered[found[0]] if found else None


def homes(key: str, kind: str) -> list[str]:
    """The places where a key belongs, e.g. ``indicators[].unit``; elsewhere only if not in this kind of file."""
    if kind not in KINDS:
        return []
    everywhere = [(home_kind, place) for home_kind, place in _places() if place.rpartition(".")[2].rstrip("[]") == key]
    if key in _OWN_FILES:
        return [_OWN_FILES[key]]
    same = [place for home_kind, place in everywhere if home_kind == kind]
    return same or [f"{place} ({home_kind})" for home_kind, place in everywhere]


@cache
def _places() -> tuple[tuple[str, str], ...]:
    return tuple((kind, place) for kind, model in KINDS.items() for place in _walk(model, ""))


def _walk(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = record_in(field.annotation)
        many = "[]" if inner and "tuple" in repr(field.annotation) else ""
        yield f"{prefix}{name}{many}"
        if inner:
            yield from _walk(inner, f"{prefix}{name}{many}.")


def record_in(annotation: object) -> type[BaseModel] | None:
    """The record inside an annotation such as ``tuple[Indicator, ...]`` or ``Baseline | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = record_in(inner)
        if found:
            return found
    return None
