"""``rumbo serve``: the site and its worker in one command, for a laptop and for a ministry alike."""

from __future__ import annotations

from typing import Annotated

import typer

from rumbo.core.language import _

Host = Annotated[str, typer.Option("--host", help=_("Address to listen on; 0.0.0.0 for every one of the machine."))]
Port = Annotated[int, typer.Option("--port", help=_("Port to listen on."), min=1, max=65535)]
Processes = Annotated[int, typer.Option("--processes", help=_("Server processes; one a core is a good number."), min=1)]
Threads = Annotated[int, typer.Option("--threads", help=_("Requests that each process answers at once."), min=1)]
Develop = Annotated[bool, typer.Option("--develop", help=_("Load changed code at once, one process."))]
NoWorker = Annotated[bool, typer.Option("--no-worker", help=_("Leave the background work to another machine."))]


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    processes: Processes = 2,
    threads: Threads = 4,
    develop: Develop = False,
    no_worker: NoWorker = False,
) -> None:
    """Make the installation ready, check its settings, gather the static files and serve until told to stop."""
    from rumbo.site.server import Plan, run

    run(Plan(host=host, port=port, processes=processes, threads=threads, develop=develop, worker=not no_worker))
