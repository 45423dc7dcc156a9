"""The files of a policy folder once each has the shape of its record, before they are one policy."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rumbo.core.policy.models import Heading, Objective, ProblemTree, Record, Register, Service
from rumbo.core.policy.shape import KINDS
from rumbo.core.policy.yaml_source import YamlFile

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[R]):
    """A record and the file it was read from."""

    file: YamlFile
    record: R


@dataclass(slots=True)
class Parts:
    """The records of a folder, as far as they could be read; ``None`` or absent where they could not.

    ``whole`` names the kinds of file that were all read: only what such files define can be called unknown.
    """

    heading: Loaded[Heading] | None = None
    register: Loaded[Register] | None = None
    problem: Loaded[ProblemTree] | None = None
    objectives: list[Loaded[Objective]] = field(default_factory=list)
    services: list[Loaded[Service]] = field(default_factory=list)
    whole: set[str] = field(default_factory=lambda: set(KINDS))

    @property
    def sheets(self) -> list[Loaded[Objective] | Loaded[Service]]:
        """What has indicators: the objectives, then the services."""
        return [*self.objectives, *self.services]

    @property
    def sheets_whole(self) -> bool:
        """Whether every file with indicators was read."""
        return self.whole >= {"objectives/*.yaml", "services/*.yaml"}
