"""The site as it is really served: `rumbo serve` in a process of its own, on the engine of the test run."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.apps.installation import ROOT, Installation, installed

_READY = "from rumbo.site.setup import ensure_ready; ensure_ready(); from tests.site import furnishing as f; "
#: What an installation may hold before it is served.
FURNISHED = _READY + "f.furnish()"
PEOPLE = _READY + "f.campaign(f.people())"
EMPTY = _READY
_PATIENCE_SECONDS = 240
#: Those who walk the pages sign in with a password alone; the second factor has tests of its own.
_NO_SECOND_FACTOR = {"RUMBO_SECOND_FACTOR_ROLES": ""}


@dataclass
class Served:
    """A site that runs, or is killed and started again.

    Attributes:
        installation: what it serves.
        port: where it listens.
        options: further options of the command.
        process: the server, leader of its own group.
    """

    installation: Installation
    port: int
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rumbo", "serve", "--port", str(self.port), *self.options],
            env=self.installation.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _await(self)

    def kill(self) -> None:
        """End the server and all its children at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def served(
    home: Path, policy: Path, prepare: str, postgresql: Mapping[str, Any] | None = None, *options: str
) -> Iterator[Served]:
    """Make an installation, prepare it, and serve it until the block ends."""
    with installed(home, postgresql) as bare:
        installation = Installation(
            {**bare.environment, "RUMBO_POLICY": str(policy), "RUMBO_LANG": "es", **_NO_SECOND_FACTOR}
        )
        installation.run(prepare)
        with serving(installation, *options) as running:
            yield running


@contextmanager
def serving(installation: Installation, *options: str) -> Iterator[Served]:
    """Serve an installation that is there already."""
    running = Served(installation, free_port(), options)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def _await(running: Served) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert running.process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{running.address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(running.address)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
