"""What makes a kind of job: the parameters it takes, and the work, which tells how far it is and gives a result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from rumbo.apps.accounts.models import Person


class Parameters(BaseModel):
    """What a kind is asked with; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=2000)


Asked = TypeVar("Asked", bound=Parameters)


@dataclass(frozen=True, slots=True)
class Work(Generic[Asked]):
    """A job as its work sees it.

    Attributes:
        asked: its parameters.
        actor: who asked; the work is done in this person's name.
        results: the folder for the files that come of it; made, and empty at first.
        received: the files that came with the request, by name.
        tell: says how far it is: percent, and a sentence with what is being done.
    """

    asked: Asked
    actor: Person
    results: Path
    received: Mapping[str, Path]
    tell: Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    Attributes:
        sentence: what a person reads first.
        files: names of the files in the results folder that are handed out.
        data: what came of it besides, as JSON.
    """

    sentence: str
    files: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


def _as_asked(asked: Any) -> Any:
    return asked


@dataclass(frozen=True, slots=True)
class Kind(Generic[Asked]):
    """One kind of job.

    Attributes:
        parameters: the model of its parameters.
        work: does it. It must be such that doing it twice does no harm: its worker may be killed at any moment.
        settled: fixes, when the job is asked for, what must not change until it is done.
    """

    parameters: type[Asked]
    work: Callable[[Work[Asked]], Outcome]
    settled: Callable[[Asked], Asked] = _as_asked

    def ask(self, given: Mapping[str, object]) -> Asked:
        """The parameters given, checked and settled.

        Raises:
            ValidationError: they are not those of the kind.
            InputError: what they name does not exist.
        """
        return self.settled(self.parameters.model_validate(dict(given)))
