"""What a job says of itself, kept in both languages."""

from rumbo.core.errors import Problem, RumboError
from rumbo.core.language import LANGUAGES, Language, _, in_both_languages, said_in

WAITING = "It waits for its turn."
INTERRUPTED = "The work was interrupted; it can be started again."
REFUSED = "It could not be done; nothing was stored."
FAILED = "It ended in an error that was not foreseen; it can be started again."


def both(sentence: str) -> dict[str, str]:
    """A sentence of this module in every language."""
    with in_both_languages():
        return versions(_(sentence))


def versions(sentence: str) -> dict[str, str]:
    """A sentence that was said in both languages, by language."""
    return {chosen: said_in(sentence, chosen) for chosen in LANGUAGES}


def mistakes(error: RumboError) -> dict[str, list[dict[str, str]]]:
    """The problems of an error, by language."""
    return {chosen: [_document(problem, chosen) for problem in error.problems] for chosen in LANGUAGES}


def _document(problem: Problem, chosen: Language) -> dict[str, str]:
    return {name: said_in(getattr(problem, name), chosen) for name in ("what", "where", "mend")}
