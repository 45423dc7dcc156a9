"""``rumbo policy``: what was promised."""

import typer

from rumbo.core.language import _

app = typer.Typer(help=_("What was promised."), no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Group of commands."""
