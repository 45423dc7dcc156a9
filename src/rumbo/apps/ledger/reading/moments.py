"""Which moment of the ledger is meant, and where the ledger stood then."""

import re
from datetime import UTC, date, datetime, time

from rumbo.apps.ledger.canonical import GENESIS
from rumbo.apps.ledger.errors import LedgerError, missing_head
from rumbo.apps.ledger.models import HEAD_ID, RECORDED, ChainHead, IssuedReport
from rumbo.apps.ledger.records import LedgerHead
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.place import time_zone

_REPORT_NUMBER = re.compile(r"\d{4}-\d{2,3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def head(as_of: datetime | None = None) -> LedgerHead:
    """Where the ledger stood at a moment; where it stands now without one.

    Raises:
        LedgerError: the head of the ledger is missing.
    """
    now = _now()
    if as_of is None or now.recorded_at is None or now.recorded_at <= as_of:
        return now
    last = LedgerHead(0, GENESIS, None)
    for kind in RECORDED:
        rows = kind.objects.filter(recorded_at__lte=as_of).order_by("-recorded_at")
        found = rows.values_list("sequence", "row_hash", "recorded_at").first()
        if found and found[0] > last.sequence:
            last = LedgerHead(*found)
    return last


def parse_as_of(text: str, policy_code: str = "") -> datetime:
    """The moment that a text means.

    Args:
        text: an instant (``2026-11-20T10:00:00-05:00``; on the installation's clock without an offset), a date, which
            means the end of that day, or the number of an issued report (``2026-01``), which means the moment it shows.
        policy_code: the policy whose report is meant, where several have issued reports.

    Returns:
        A UTC instant.

    Raises:
        InputError: the text is none of these, or no such report was issued.
    """
    given = text.strip()
    if _REPORT_NUMBER.fullmatch(given):
        return _report_moment(given, policy_code)
    try:
        if _DATE.fullmatch(given):
            return datetime.combine(date.fromisoformat(given), time.max, time_zone()).astimezone(UTC)
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo else moment.replace(tzinfo=time_zone())).astimezone(UTC)
    except (ValueError, OverflowError) as unreadable:
        raise InputError(
            Problem(
                _("“{text}” is no moment.").format(text=text),
                mend=_("Give a date (2026-12-31), an instant (2026-12-31T18:00) or the number of an issued report."),
            )
        ) from unreadable


def known_until(as_of: datetime | None) -> datetime | None:
    """The instant of the last row that an answer may use; ``None`` for an empty ledger.

    Fixed before anything else is read, it makes several queries agree while others record.
    """
    last = _now().recorded_at
    return last if as_of is None or last is None else min(last, as_of)


def _now() -> LedgerHead:
    end = ChainHead.objects.filter(pk=HEAD_ID).values_list("sequence", "row_hash", "recorded_at").first()
    if end is None:
        raise LedgerError(missing_head())
    return LedgerHead(*end)


def _report_moment(number: str, policy_code: str) -> datetime:
    issued = IssuedReport.objects.filter(number=number)
    if policy_code:
        issued = issued.filter(policy=policy_code)
    moments: dict[str, datetime] = dict(issued.values_list("policy", "as_of"))
    if len(moments) == 1:
        return next(iter(moments.values()))
    if moments:
        raise InputError(
            Problem(
                _("Several policies have issued a report {number}: {policies}.").format(
                    number=number, policies=", ".join(sorted(moments))
                ),
                mend=_("Name the policy."),
            )
        )
    raise InputError(
        Problem(_("No report {number} was issued.").format(number=number), mend=_("List the issued reports."))
    )
