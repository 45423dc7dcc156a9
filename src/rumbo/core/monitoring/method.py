"""Methods are named, versioned data: thresholds, caps and weights in a file, chosen by name."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from rumbo.core.policy.models import Number, Record, Text


class Choice(Record):
    """Whether a choice rests on the guide's own text, and on what it rests."""

    confirmed: bool
    basis: Text


class Bands(Record):
    """Half-open bands of the traffic light on the uncapped ratio: red below ``amber``, green from ``green`` on."""

    green: Number
    amber: Number
    status: Choice


class RollUp(Record):
    """How ratios enter a mean."""

    floor: Number
    cap: Number
    relevance: Literal["grades"]
    """``grades``: weights from grades 1..R by w = (Rmax-(R_k-1)) / sum(Rmax-(R_i-1)); equal without grades."""
    status: Choice


class AlertLimits(Record):
    """Limits of the alerts, each in percent or as a factor."""

    over_compliance_pct: Number = Decimal(120)
    revision_pct: Number = Decimal(5)
    """A value revised by more than this after approval."""
    jump_factor: Number = Decimal(2)
    """A value more than this many times last year's, or less than one over it."""
    required_rate_factor: Number = Decimal(2)
    """The yearly change required is more than this many times the observed one."""
    status: Choice


class Method(Record):
    """A way to judge: everything that is a choice and not arithmetic."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    version: Text
    source: Text
    counting_ratio: Literal["type_1", "type_2"]
    """Which ratio is the official one."""
    counting_ratio_status: Choice
    undefined_direction: Literal["infer"]
    """How "No definido" is read: from the sign of the differences between successive targets."""
    undefined_direction_status: Choice
    bands: Bands
    roll_up: RollUp
    alerts: AlertLimits
    sha256: str = ""
    """Hash of the file, set by the loader."""
