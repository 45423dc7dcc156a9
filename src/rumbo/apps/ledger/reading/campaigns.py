"""Until when each entity must report."""

from datetime import date, datetime

from rumbo.apps.ledger.models import Campaign, CampaignDue
from rumbo.apps.ledger.reading.moments import known_until
from rumbo.apps.ledger.records import CampaignRecord, DueDateRecord


def campaign(policy_code: str, year: int, as_of: datetime | None = None) -> CampaignRecord | None:
    """The reporting campaign of a year as it stood at a moment; ``None`` where none was opened. Three queries."""
    until = known_until(as_of)
    if until is None:
        return None
    rows = Campaign.objects.filter(policy=policy_code, year=year, recorded_at__lte=until)
    latest: Campaign | None = rows.order_by("sequence").last()
    if latest is None:
        return None
    due_dates: dict[str, date] = dict.fromkeys(latest.entities, latest.due)
    moved = CampaignDue.objects.filter(policy=policy_code, year=year, recorded_at__lte=until).order_by("sequence")
    for entity, due in moved.values_list("entity", "due"):
        due_dates[entity] = due or latest.due
    return CampaignRecord(policy_code, year, latest.opens, latest.due, dict(sorted(due_dates.items())))


def due_dates(policy_code: str, year: int, as_of: datetime | None = None) -> dict[str, date]:
    """The due date of every entity that must report a year, by entity code; empty where no campaign was opened."""
    found = campaign(policy_code, year, as_of)
    return found.due_dates if found else {}


def campaign_years(policy_code: str) -> tuple[int, ...]:
    """The years of which a campaign was opened, in order."""
    years = Campaign.objects.filter(policy=policy_code).order_by("year").values_list("year", flat=True)
    return tuple(years.distinct())


def moved_due_dates(policy_code: str, year: int) -> tuple[DueDateRecord, ...]:
    """Every due date that was moved for one entity of a campaign, with who moved it and why, oldest first."""
    moved = CampaignDue.objects.filter(policy=policy_code, year=year).order_by("sequence")
    return tuple(DueDateRecord(row.entity, row.due, row.reason, row.recorded_by_name, row.recorded_at) for row in moved)
