"""What do the public pages call it? Words and signs that no other page needs."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from rumbo.core.language import Language, _, language
from rumbo.core.monitoring.alerts.wording import is_count
from rumbo.core.numbers import half_up, written

#: In which language the policy and what offices write about it are.
POLICY_LANGUAGE: Language = "es"

_UNITS = ("B", "KB", "MB", "GB")
_STEP = 1024


def of_policy(text: str | None) -> str | SafeString:
    """Words of the policy on a page in another language: marked as such, so that they are read out as what they are."""
    if not text or language() == POLICY_LANGUAGE:
        return text or ""
    return format_html('<span lang="{}">{}</span>', POLICY_LANGUAGE, text)


def unit_beside(unit: str) -> str | SafeString:
    """The unit as it stands behind a figure; empty where things are only counted, because the figure says so."""
    return "" if is_count(unit) else of_policy(unit)


def unit_named(unit: str) -> str | SafeString:
    """The unit where it stands alone, in a list or a title."""
    return _("number") if is_count(unit) else of_policy(unit)


def file_size(size: int | None) -> str:
    """The size of a file for a reader, ``1.8 MB``; empty where it is not known."""
    if size is None:
        return ""
    value, place = Decimal(size), 0
    while value >= _STEP and place < len(_UNITS) - 1:
        value, place = value / _STEP, place + 1
    return f"{written(half_up(value, 1 if place > 1 else 0))} {_UNITS[place]}"
