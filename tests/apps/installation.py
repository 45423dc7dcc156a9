"""An installation of its own for tests that start other processes, on the engine that the test run uses."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
PREPARE = "from rumbo.site.setup import ensure_ready; ensure_ready()"


@dataclass(frozen=True)
class Installation:
    """Where it lives, as the environment of a process that works on it."""

    environment: Mapping[str, str]

    def start(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Start Python with a program given as text."""
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, program: str, *arguments: str) -> str:
        """Run Python with a program given as text; what it printed."""
        process = self.start(program, *arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out


@contextmanager
def installed(home: Path, postgresql: Mapping[str, Any] | None) -> Iterator[Installation]:
    """A workspace in which nothing was made yet, on PostgreSQL with a database that is dropped afterwards."""
    environment = {**os.environ, "RUMBO_HOME": str(home), "RUMBO_LANG": "en", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    environment.pop("DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "rumbo.site.settings"
    if postgresql is None:
        yield Installation(environment)
        return
    user, password, host, port = (postgresql[name] or "" for name in ("USER", "PASSWORD", "HOST", "PORT"))
    name, server = f"rumbo_{uuid.uuid4().hex[:12]}", f"postgresql://{user}:{password}@{host}:{port}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield Installation({**environment, "DATABASE_URL": f"{server}/{name}"})
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
