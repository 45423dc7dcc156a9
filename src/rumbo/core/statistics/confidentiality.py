"""What may the public see? Cells that rest on too few firms, or on one that dominates, are hidden for good.

The thresholds are data (``confidentiality.yaml``, or a file of that name in the workspace). Which further cells must be
hidden so that totals do not give the first ones away is the matter of :mod:`rumbo.core.statistics.suppression`; how a
result is shown that has hidden cells, of :mod:`rumbo.core.statistics.publishing`.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Number, Record, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.yaml_source import parse
from rumbo.core.statistics.errors import ConfidentialityError
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.registry import Statistic
from rumbo.core.workspace import workspace

FILE = Path(__file__).with_name("confidentiality.yaml")

HIDDEN = "hidden"
"""The column that a published result has besides: whether the cell is hidden, which is not the same as no data."""

PART = "part"
"""The column that parts the values of a cell in the answer of the second select, where it has one."""

Share = Annotated[Number, Field(gt=0, le=100)]


class Dominance(Record):
    """The largest firms of a cell must not hold more than a share of its value."""

    firms: Annotated[int, Field(ge=1, le=10, strict=True)]
    above_pct: Share


class Rule(Record):
    """Which cells may be shown."""

    name: Text
    basis: Text
    minimum_firms: Annotated[int, Field(ge=1, strict=True)]
    """Cells of fewer firms are hidden; values without tax id do not count as firms."""
    dominance: tuple[Dominance, ...] = ()
    slack_pct: Annotated[Number, Field(ge=0, le=100)] = Decimal(10)
    """How much larger than it is a hidden cell may be taken to be, at least, where other cells allow it."""
    sha256: str = ""
    """Hash of the file, set by the loader."""

    def betrays(self, value: Decimal, firms: int, largest: Sequence[Decimal]) -> bool:
        """Whether a cell would betray a firm.

        Args:
            value: the value of the cell.
            firms: how many firms have a positive value in it.
            largest: the values of the largest firms, largest first.
        """
        if firms < self.minimum_firms:
            return True
        return any(sum(largest[: d.firms]) * 100 > d.above_pct * value for d in self.dominance)


def load_rule(file: Path | None = None) -> Rule:
    """The rule in force: that of the workspace, else the one that ships.

    Raises:
        ConfidentialityError: the file has problems; all of them are told, each with its line.
    """
    own = workspace().home / FILE.name
    path = file or (own if own.is_file() else FILE)
    content = path.read_bytes()
    read = parse(content, path.name)
    if read.problems:
        raise ConfidentialityError(*read.problems)
    try:
        rule = Rule.model_validate(read.data)
    except ValidationError as error:
        raise ConfidentialityError(*shape_problems(error, read, "confidentiality", Rule)) from None
    return rule.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})


def publication_rule(found: Statistic) -> Publication | None:
    """How a statistic may be published; ``None`` where it may be shown as it is.

    Raises:
        ConfidentialityError: it must not be published at all.
    """
    rule = found.header.publication
    if rule == "internal":
        what = _("The statistic “{name}” tells of single firms and must not be published.").format(name=found.name)
        raise ConfidentialityError(Problem(what, mend=_("Use it inside the institution, without “--public”.")))
    return rule if isinstance(rule, Publication) else None
