"""Where an installation keeps its things: one folder, ``RUMBO_HOME``, moved whole by a backup."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one installation and the places in it. Nothing is created until :meth:`create`."""

    home: Path

    @property
    def database(self) -> Path:
        """The embedded SQLite database, used when ``DATABASE_URL`` is not set."""
        return self.home / "rumbo.sqlite3"

    @property
    def evidence(self) -> Path:
        """Evidence files, named by their SHA-256."""
        return self.home / "evidence"

    @property
    def reports(self) -> Path:
        """Printed reports."""
        return self.home / "reports"

    @property
    def cache(self) -> Path:
        """What can be made again: loaded policies."""
        return self.home / "cache"

    @property
    def policies(self) -> Path:
        """Policy folders of this installation, beside the ones that ship."""
        return self.home / "policies"

    @property
    def methods(self) -> Path:
        """Method files of this installation, beside the ones that ship."""
        return self.home / "methods"

    @property
    def lake(self) -> Path:
        """The lake of customs lines."""
        return self.home / "lake"

    @property
    def pseudonym_key(self) -> Path:
        """The secret key under which natural persons are named in the lake."""
        return self.home / "pseudonym-key"

    def create(self) -> None:
        """Create the folders that are missing; existing ones are left as they are."""
        for folder in (self.home, self.evidence, self.reports, self.cache, self.policies, self.methods):
            folder.mkdir(parents=True, exist_ok=True)


def workspace() -> Workspace:
    """The workspace in force: ``RUMBO_HOME``, else ``./rumbo-home``."""
    return Workspace(Path(os.environ.get("RUMBO_HOME", "rumbo-home")).resolve())
