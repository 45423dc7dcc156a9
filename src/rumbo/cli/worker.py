"""``rumbo worker``: does the long work that pages ask for. ``rumbo serve`` starts one; further ones may be added."""

from typing import Annotated

import typer

from rumbo.core.language import _

Once = Annotated[bool, typer.Option("--once", help=_("Do what waits and end."))]
Attached = Annotated[bool, typer.Option("--attached", help=_("End when the process that started it ends."))]
Interval = Annotated[
    float, typer.Option("--interval", min=0.05, max=60, help=_("Seconds to sleep when nothing waits."))
]


def worker(*, once: Once = False, attached: Attached = False, interval: Interval = 1.0) -> None:
    """Do the long work that pages ask for, until it is told to stop; the job in hand is finished first."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.jobs.worker import work

    work(once=once, attached=attached, interval_seconds=interval)
