"""May the demonstration be shown in this workspace? Only where nothing real was ever recorded."""

from datetime import datetime, timedelta

from rumbo.apps.ledger.models import Revision
from rumbo.core.observations import Origin


def holds_real_values(policy_code: str) -> bool:
    """Whether the ledger holds a value of the policy that is not simulated."""
    return Revision.objects.filter(policy=policy_code).exclude(origin=Origin.SIMULATED).exists()


def before_simulation(policy_code: str) -> datetime | None:
    """The last moment at which no simulated value was recorded; ``None`` where there is none."""
    first = Revision.objects.filter(policy=policy_code).order_by("sequence").first()
    return first.recorded_at - timedelta(microseconds=1) if first else None
