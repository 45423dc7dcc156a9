"""How much time is left, in words."""

from rumbo.core.language import _, ngettext


def days_told(days: int) -> str:
    """Days that are left, below zero where the date is past, in words."""
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("{count} day late", "{count} days late", -days).format(count=-days)
    return ngettext("{count} day left", "{count} days left", days).format(count=days)
