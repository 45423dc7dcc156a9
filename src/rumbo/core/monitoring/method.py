"""Methods are named, versioned data: thresholds, caps and weights in a file, chosen by name.

A method is one YAML file, ``<name>.yaml``, among those that ship (``methods/`` beside this module) or in the
``methods/`` folder of the workspace. It holds everything that is a choice and not arithmetic, each choice with what it
rests on.
"""

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, StrictBool, ValidationError

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.monitoring.errors import MethodError
from rumbo.core.policy.models import Number, Record, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import YamlFile, parse
from rumbo.core.workspace import workspace

SHIPPED = Path(__file__).parent / "methods"


class Choice(Record):
    """Whether a choice rests on the guide's own text, and on what it rests."""

    confirmed: StrictBool
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
    """``grades``: weights from grades 1..R by w = (Rmax-(R_k-1)) / sum(Rmax-(R_i-1)); equal unless all siblings
    have a grade."""
    status: Choice


class AlertLimits(Record):
    """Limits of the alerts, each in percent or as a factor."""

    over_compliance_pct: Number = Decimal(120)
    revision_pct: Number = Decimal(5)
    """A value revised by more than this after approval."""
    jump_factor: Number = Decimal(2)
    """A value more than this many times the last known one, or less than one over it."""
    required_rate_factor: Number = Decimal(2)
    """The yearly change required is more than this many times the observed one."""
    milestone_every: Annotated[int, Field(ge=1, strict=True)] = 5
    """Years for which it is asked whether an indicator is on its way: 5 for 2030, 2035, 2040; the policy's horizon is
    always one of them."""
    status: Choice


class Method(Record):
    """A way to judge: everything that is a choice and not arithmetic."""

    name: Text
    title: Text
    version: Text
    source: Text
    time_zone: Text = "UTC"
    """Where the days of the due dates begin and end, as the time zone database names it."""
    counting_ratio: Literal["type_1", "type_2"]
    """Which ratio is the official one."""
    counting_ratio_status: Choice
    undefined_direction: Literal["infer"]
    """How "No definido" is read: from the sum of the differences between successive targets."""
    undefined_direction_status: Choice
    negative_figures: Literal["mirror"] = "mirror"
    """How figures below zero are read: as their mirror image above zero, in the contrary direction."""
    negative_figures_status: Choice
    bands: Bands
    roll_up: RollUp
    alerts: AlertLimits
    sha256: str = ""
    """Hash of the file, set by the loader."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the due dates."""
        return ZoneInfo(self.time_zone)


def available_methods() -> tuple[str, ...]:
    """The names of all methods that can be loaded, in alphabetical order."""
    return tuple(sorted({path.stem for folder in _folders() for path in folder.glob("*.yaml")}))


def load_method(name: str) -> Method:
    """Load a method by its name.

    Args:
        name: name of its file without ``.yaml``, ``ceplan-2024``.

    Raises:
        MethodError: there is no such method, there are two, or its file has problems; all of them are told.
    """
    return read_method(_path_of(name))


def read_method(path: Path) -> Method:
    """Read one method file.

    Raises:
        MethodError: the file has problems; all of them are told, each with its line.
    """
    content = path.read_bytes()
    file = parse(content, path.name)
    if file.problems:
        raise MethodError(*file.problems)
    try:
        method = Method.model_validate(file.data)
    except ValidationError as error:
        raise MethodError(*shape_problems(error, file, "method", Method)) from None
    problems = _contradictions(method, file)
    if problems:
        raise MethodError(*problems)
    return method.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})


def _folders() -> tuple[Path, ...]:
    return SHIPPED, workspace().methods


def _path_of(name: str) -> Path:
    known = available_methods()
    if name not in known:
        near = nearest(name, known)
        mend = _("Did you mean “{near}”?").format(near=near) if near else ""
        available = _("Use one of the methods that exist: {names}.").format(names=", ".join(known))
        raise MethodError(
            Problem(_("There is no method “{name}”.").format(name=name), mend=f"{mend} {available}".strip())
        )
    found = [folder / f"{name}.yaml" for folder in _folders() if (folder / f"{name}.yaml").is_file()]
    if len(found) > 1:
        what = _("There are two methods “{name}”, one that ships and one of this installation; one was expected.")
        mend = _("Give your own file another name, so that what was judged before stays as it was.")
        raise MethodError(Problem(what.format(name=name), str(found[-1]), mend))
    return found[0]


def _contradictions(method: Method, file: YamlFile) -> list[Problem]:
    """What is well formed and yet makes no sense."""
    limits, bands, roll_up = method.alerts, method.bands, method.roll_up
    checks: list[tuple[bool, tuple[str, ...], str]] = [
        (0 < bands.amber < bands.green, ("bands", "amber"), _("a number above 0 and below “green”")),
        (bands.green <= 100, ("bands", "green"), _("100 or less, so that a target that is met is green")),  # noqa: PLR2004 - percent
        (0 <= roll_up.floor < roll_up.cap, ("roll_up", "floor"), _("0 or more, and below “cap”")),
        (limits.over_compliance_pct >= 100, ("alerts", "over_compliance_pct"), _("100 or more")),  # noqa: PLR2004 - percent
        (limits.revision_pct >= 0, ("alerts", "revision_pct"), _("0 or more")),
        (limits.jump_factor > 1, ("alerts", "jump_factor"), _("more than 1")),
        (limits.required_rate_factor >= 1, ("alerts", "required_rate_factor"), _("1 or more")),
        (method.time_zone in available_timezones(), ("time_zone",), _("a time zone such as America/Lima")),
        (method.name == Path(file.name).stem, ("name",), _("the name of the file without “.yaml”")),
        (not method.sha256, ("sha256",), _("left out, because the hash is computed")),
    ]
    return [_contradiction(method, file, path, expected) for fine, path, expected in checks if not fine]


def _contradiction(method: Method, file: YamlFile, path: tuple[str, ...], expected: str) -> Problem:
    found: object = method
    for step in path:
        found = getattr(found, step)
    what = _("“{found}” was found; it must be {expected}.").format(found=found, expected=expected)
    return Problem(what, file.at(path), _("Correct the value of “{key}”.").format(key=path[-1]))
