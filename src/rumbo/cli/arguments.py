"""Options that several commands share, said once."""

from typing import Annotated

import typer

from rumbo.core.language import _

Year = Annotated[int, typer.Argument(help=_("The year judged."))]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        help=_("Show what was known then: a date, an instant, or the number of an issued report."),
        metavar="DATE",
    ),
]
Approved = Annotated[bool, typer.Option("--approved", help=_("Count only values that are already validated."))]
MethodName = Annotated[str, typer.Option("--method", help=_("Name of the method that judges."))]
DEFAULT_METHOD = "ceplan-2024"
