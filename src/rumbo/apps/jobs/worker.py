"""The process that does the long work: one job after another, until it is told to stop.

The loop is the library's own. Added here: a busy or absent database is waited for instead of ending the worker, what
a dead worker left is found, what is old is forgotten, and a worker can be bound to the process that started it.
"""

import logging
import os
import signal
import threading
import time
import uuid
from datetime import date
from typing import Any

from django.db import OperationalError, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from rumbo.apps.accounts.services import forget_old_sign_ins
from rumbo.apps.jobs.liveness import living
from rumbo.apps.jobs.services import forget_old, sweep

log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 2.0


class _Worker(Worker):
    """The library's worker, patient with its database and tidy after others."""

    _tidied: date | None = None

    def run(self) -> None:
        """Work until told to stop; until nothing waits, where it works off only."""
        while self.running:
            try:
                self._tidy()
                super().run()
            except OperationalError as busy:
                log.warning("the database cannot be worked with now, trying again: %s", str(busy).strip())
                connections.close_all()
                time.sleep(_PATIENCE_SECONDS)
            else:
                return

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do one task."""
        super().run_task(db_task_result)
        self._tidy()

    def _tidy(self) -> None:
        sweep(self.worker_id)
        today = date.today()  # noqa: DTZ011 - once a day, whatever the clock
        if self._tidied != today:
            forget_old()
            forget_old_sign_ins()
            self._tidied = today


def work(*, once: bool = False, attached: bool = False, interval_seconds: float = 1.0) -> None:
    """Do what waits, and what comes, until a signal says stop; the job in hand is finished first.

    Args:
        once: end when nothing waits.
        attached: end when the process that started this one ends.
        interval_seconds: how long to sleep when nothing waits.
    """
    name = uuid.uuid4().hex
    worker = _Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval_seconds,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    worker.configure_signals()
    if attached:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with living(name):
        worker.run()


def _end_with(parent: int) -> None:
    """Tell this process to stop once it has another parent, which means that its own has ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
