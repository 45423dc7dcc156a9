"""What do the pages call states, and what each entry of a history did?"""

from collections.abc import Iterator

from rumbo.apps.following.models import Progress
from rumbo.apps.following.records import EntryRecord
from rumbo.apps.following.words import progress_name
from rumbo.core.language import _
from rumbo.core.monitoring.alerts.wording import day
from rumbo.site.following.alerts import NOT_TAKEN


def state_told(state: str) -> str:
    """The name of the state of an alert, a case, a commitment or a recommendation."""
    return _("not taken up") if state == NOT_TAKEN else progress_name(Progress(state))


def deeds(entry: EntryRecord, begun: str = "") -> tuple[str, ...]:
    """What an entry did, in a few words each; empty where it is a remark alone.

    Args:
        entry: the entry.
        begun: what is said of the entry that began the matter; empty for the others.
    """
    return tuple(_deeds(entry, begun))


def _deeds(entry: EntryRecord, begun: str) -> Iterator[str]:
    if begun:
        yield begun
    elif entry.progress:
        yield _("Now {state}").format(state=progress_name(entry.progress))
    if entry.owner:
        yield _("In charge: {name}").format(name=entry.owner)
    if entry.due:
        yield _("New date: {day}").format(day=day(entry.due))
    if entry.public is not None:
        yield _("Made public") if entry.public else _("Withdrawn from the public pages")
