"""What typer says by itself, in the language of the reader: the frame of a help page, and what was typed wrongly."""

import re
import sys
from collections.abc import Callable
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from rumbo.core.language import _

rich_utils.OPTIONS_PANEL_TITLE = _("Options")
rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
rich_utils.COMMANDS_PANEL_TITLE = _("Commands")


class _Spoken:
    """The parts of a help page that typer writes in English only."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the page."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this page and stop.")
        return option


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose help is all in one language."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands whose help is all in one language."""


class Commands(typer.Typer):
    """Commands whose help is all in one language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            cls=SpokenGroup,
            options_metavar=_("[OPTIONS]"),
            subcommand_metavar=_("COMMAND [ARGS]..."),
            no_args_is_help=True,
            add_completion=False,
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Add a command."""
        return super().command(name, cls=SpokenCommand, options_metavar=_("[OPTIONS]"), **settings)


def complain_of_use(error: Any) -> None:
    """Say on stderr what was typed wrongly, where to look and how it is typed; the help where nothing was typed."""
    if type(error).__name__ == "NoArgsIsHelpError":
        rich_utils.rich_format_error(error)
        return
    context = getattr(error, "ctx", None)
    mend = _("See “{command} --help”.").format(command=context.command_path if context else "rumbo")
    usage = f"{context.get_usage()}\n" if context else ""
    sys.stderr.write(f"rumbo: {_said(error.format_message())} {mend}\n{usage}")


def _said(message: str) -> str:
    for pattern, sentence in _told():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**found.groupdict())
    return message


def _told() -> tuple[tuple[str, str], ...]:
    """What typer complains of, and what is said instead; what is in none of these is said as typer says it."""
    option, command = r"No such option: (?P<x>\S+)", r"No such command '(?P<x>.+?)'\."
    invalid = r"Invalid value for '?(?P<x>.+?)'?: Input should be "
    return (
        (option + r" \(Possible options: (?P<near>.+)\)", _("There is no option {x}; there is {near}.")),
        (option, _("There is no option {x}.")),
        (command + r" Did you mean '(?P<near>.+?)'.*", _("There is no command {x}; there is {near}.")),
        (command, _("There is no command {x}.")),
        (r"Missing command\.", _("A command is missing.")),
        (r"Missing (argument|option|parameter) '?(?P<x>.+?)'?\.", _("{x} is missing.")),
        (r"Option '(?P<x>.+)' requires an argument\.", _("The option {x} needs a value.")),
        (r"Option '(?P<x>.+)' does not take a value\.", _("The option {x} takes no value.")),
        (r"Got unexpected extra argument\(?s?\)? \((?P<x>.+)\)", _("It is not known what “{x}” is for.")),
        (invalid + "a valid integer.*", _("{x} must be a whole number.")),
        (invalid + "a valid (number|decimal).*", _("{x} must be a number.")),
        (invalid + "a valid (date|datetime).*", _("{x} must be a date, such as 2026-12-31.")),
        (invalid + "(?P<near>'.+)", _("{x} must be one of these: {near}.")),
    )
