"""How is the site served? Settings checked, static files gathered, then gunicorn and the worker of background work."""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.workspace import workspace
from rumbo.site.gathered import static_settings
from rumbo.site.setup import SETTINGS, ensure_ready


@dataclass(frozen=True, slots=True)
class Plan:
    """How to serve.

    Attributes:
        host: address to listen on.
        port: port to listen on.
        processes: server processes.
        threads: requests that each process answers at once.
        develop: load changed code at once.
        worker: start the worker of background work too.
    """

    host: str
    port: int
    processes: int
    threads: int
    develop: bool
    worker: bool

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        shown = "localhost" if self.host in {"0.0.0.0", "127.0.0.1", "::"} else self.host  # noqa: S104 - only shown
        return f"http://{shown}:{self.port}/"


def run(plan: Plan) -> None:
    """Serve until told to stop.

    Raises:
        InputError: the settings are unusable, the port is taken, or the database cannot be reached.
    """
    ensure_ready()
    _refuse_taken(plan)
    check_settings()
    _forget_ended_sessions()
    if not plan.develop:
        _serve_from(gather_static_files())
    sys.stderr.write(_("Rumbo at {address} — stop with Ctrl+C.").format(address=plan.address) + "\n")
    with _worker() if plan.worker else contextlib.nullcontext():
        _serve(plan)


def check_settings() -> None:
    """Run Django's and the site's own checks.

    Raises:
        InputError: one of them found an error.
    """
    from django.core import checks  # noqa: PLC0415 - needs Django, started above

    found = [message for message in checks.run_checks() if message.is_serious()]
    if found:
        raise InputError(*(Problem(str(m.msg), str(m.id), str(m.hint or "")) for m in found))


def gather_static_files() -> Path:
    """Styles, scripts and typefaces under names that carry their hash, in the workspace's cache.

    Those of one state of the software are gathered once, in a folder of their own, so that a server that runs from
    another state keeps its files.

    Raises:
        InputError: the folder cannot be written.
    """
    folder = workspace().cache / f"static-{_state_of_static_files()}"
    if (folder / "staticfiles.json").exists():
        return folder
    environment = {**os.environ, "RUMBO_STATIC_ROOT": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise InputError(
            Problem(
                _("The static files cannot be gathered: {reason}").format(reason=done.stderr.strip()[-500:]),
                str(folder),
                _("Check that the folder can be written."),
            )
        )
    return folder


def _serve_from(folder: Path) -> None:
    """Let this process and its children serve the gathered files.

    The settings of this process were read before the folder was known, and the children are born with them.
    """
    from django.conf import settings  # noqa: PLC0415 - needs Django, started above

    os.environ["RUMBO_STATIC_ROOT"] = str(folder)
    for name, value in static_settings(str(folder)).items():
        setattr(settings, name, value)


def _state_of_static_files() -> str:
    """A short mark of every static file there is: its name, size and time."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 - needs Django, started above

    found = sorted(
        (name, Path(storage.path(name)).stat()) for finder in get_finders() for name, storage in finder.list([])
    )
    told = "\n".join(f"{name} {file.st_size} {file.st_mtime_ns}" for name, file in found)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _forget_ended_sessions() -> None:
    """Take away the rows of sessions that ended; nothing else does."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django, started above

    call_command("clearsessions")


def _refuse_taken(plan: Plan) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((plan.host, plan.port))
        except OSError as taken:
            raise InputError(
                Problem(
                    _("The port {port} cannot be opened: {reason}").format(port=plan.port, reason=taken.strerror),
                    f"{plan.host}:{plan.port}",
                    _("Stop what listens there, or give another --port."),
                )
            ) from taken


def _serve(plan: Plan) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - only the server needs it

    class Server(BaseApplication):
        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"{plan.host}:{plan.port}",
                "workers": 1 if plan.develop else plan.processes,
                "threads": plan.threads,
                "worker_class": "gthread",
                "reload": plan.develop,
                "timeout": 120,
                "graceful_timeout": 20,
                "keepalive": 5,
                "max_requests": 20000,
                "max_requests_jitter": 2000,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from rumbo.site.wsgi import application  # noqa: PLC0415 - loaded in each process

            return application

    Server().run()


@contextmanager
def _worker() -> Iterator[None]:
    """A child that does the background work, begun again whenever it ends before the server does."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    """Keeps one worker running."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ending = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self._ending.is_set():
            self._child = subprocess.Popen([sys.executable, "-m", "rumbo", "worker", "--attached"])
            self._child.wait()
            self._ending.wait(2)

    def stop(self) -> None:
        self._ending.set()
        if self._child and self._child.poll() is None:
            self._child.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(20)
