"""Every record of a file with its path, so that a check can say where it found something."""

from collections.abc import Hashable, Iterator
from functools import cache

from pydantic import BaseModel

from rumbo.core.policy.models import Record
from rumbo.core.policy.shape import record_in

Path = tuple[Hashable, ...]


def walk(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """A record and all records inside it, in the order of their fields, each with its path."""
    yield path, record
    for name in _nesting(type(record)):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from walk(value, (*path, name))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*path, name, key))
        elif value is not None:
            for position, item in enumerate(value):
                yield from walk(item, (*path, name, position))


@cache
def _nesting(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record that hold records."""
    return tuple(name for name, field in model.model_fields.items() if record_in(field.annotation))
