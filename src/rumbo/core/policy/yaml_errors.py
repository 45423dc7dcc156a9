"""What the YAML parser complains about, said in sentences that name the usual cause and its mend."""

import re

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from rumbo.core.errors import Problem
from rumbo.core.language import _

_CONTROL = re.compile(r"[^\t\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def syntax_problem(error: YAMLError, text: str, name: str) -> Problem:
    """The parser's complaint as a problem with its line."""
    if isinstance(error, ReaderError):
        line = _line_of_character(text)
        what = _("A control character was found, which no YAML file may hold.")
        return Problem(what, f"{name}:{line}", _("Delete the invisible character on this line."))
    marked = error if isinstance(error, MarkedYAMLError) else MarkedYAMLError(problem=str(error))
    what, mend = _sentences(marked)
    mark = marked.context_mark if "end of stream" in str(marked.problem) else marked.problem_mark
    return Problem(what, f"{name}:{mark.line + 1 if mark else 1}", mend)


def _sentences(error: MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.context or ''} / {error.problem or ''}"
    began = (error.context_mark.line if error.context_mark else 0) + 1
    for part, (what, mend) in _known().items():
        if part in said:
            return what.format(line=began), mend
    what = _("The text is not well-formed YAML; the parser says “{words}”.").format(words=error.problem)
    return what, _("Write one “key: value” a line; put texts with special signs in quotes.")


def _known() -> dict[str, tuple[str, str]]:
    """What the parser says, to what it means; the first that fits counts."""
    return {
        "mapping values are not allowed": (
            _("A colon was found where no key may stand."),
            _("Put a text that holds a colon in quotes, and set keys that belong together at the same indent."),
        ),
        "scanning a quoted scalar / found unexpected end": (
            _("The quotes opened on line {line} are never closed."),
            _("Close the quotes at the end of the text."),
        ),
        "cannot start any token": (
            _("A text that begins with a sign that YAML keeps for itself (a tab, @, %, or a back quote) was found."),
            _("Put the text in quotes; indent with spaces, never with tabs."),
        ),
        "found undefined alias": (
            _("An alias was found whose anchor is not in this file."),
            _("Write the anchor (&name) before its alias (*name), or put a text that begins with * in quotes."),
        ),
        "found duplicate anchor": (
            _("An anchor was found that already stands on line {line}."),
            _("Give each anchor another name."),
        ),
        "unknown escape character": (
            _("A backslash with an unknown letter was found in a text in double quotes."),
            _("Put the text in single quotes, where backslashes are plain signs."),
        ),
        "expected a single document": (
            _("A second document was found (a line with ---); one document a file was expected."),
            _("Delete the line with --- or move what follows it to its own file."),
        ),
        "parsing a flow": (
            _("The bracket opened on line {line} is not closed, or a comma is missing in it."),
            _("Close the bracket and part its values with commas."),
        ),
        "parsing a block": (
            _("This line does not fit the list or the table begun on line {line}."),
            _("Set the keys of a table, or the dashes of a list, at one indent; close any quotes opened further up."),
        ),
        "could not find expected ':'": (
            _("A key without its colon was found."),
            _("Write a colon and a space after the key, or indent the text that continues the line above."),
        ),
    }


def _line_of_character(text: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        if _CONTROL.search(line):
            return number
    return 1
