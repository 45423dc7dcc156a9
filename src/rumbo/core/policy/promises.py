"""Whether an indicator can be followed at all: its code, its kind, its measure, the years of its figures."""

from collections.abc import Iterator

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Figure, Heading, Indicator, Kind, Objective, Service
from rumbo.core.policy.parts import Loaded, Parts
from rumbo.core.policy.walk import Path
from rumbo.core.policy.yaml_source import YamlFile


def check_promises(parts: Parts) -> Iterator[Problem]:
    """Years of the policy, then every indicator of every objective and service."""
    heading = parts.heading.record if parts.heading else None
    if parts.heading:
        yield from _years_of_the_policy(parts.heading)
    if heading and heading.horizon <= heading.baseline_year:
        heading = None
    for loaded in parts.sheets:
        for position, indicator in enumerate(loaded.record.indicators):
            path: Path = ("indicators", position)
            yield from _place(loaded.file, path, indicator, loaded.record)
            yield from _measure(loaded.file, path, indicator)
            yield from _breakdowns(loaded.file, path, indicator)
            yield from _figures(loaded.file, path, indicator)
            if heading:
                yield from _years(loaded.file, path, indicator, heading)


def _years_of_the_policy(loaded: Loaded[Heading]) -> Iterator[Problem]:
    heading, file = loaded.record, loaded.file
    first, last = heading.baseline_year, heading.horizon
    if last <= first:
        what = _("The horizon {horizon} is not after the baseline year {baseline}.").format(
            horizon=last, baseline=first
        )
        yield Problem(what, file.at(("horizon",)), _("Correct the year that is wrong."))
        return
    for position, year in enumerate(heading.target_years):
        yield from _outside(file, ("target_years", position), year, first, last)


def _place(file: YamlFile, path: Path, indicator: Indicator, parent: Objective | Service) -> Iterator[Problem]:
    """An indicator's code begins with the code of what it measures, and its kind fits it."""
    if not indicator.code.startswith(f"{parent.code}-"):
        what = _("The indicator “{code}” stands under {parent}; a code that begins with “{parent}-” was expected.")
        said = what.format(code=indicator.code, parent=parent.code)
        mend = _("Correct the code, or move the indicator to the file of what it measures.")
        yield Problem(said, file.at((*path, "code")), mend)
    if (indicator.kind is Kind.OBJECTIVE) != isinstance(parent, Objective):
        what = _("The kind “{kind}” was found; {expected} was expected under {parent}.")
        expected = "objective" if isinstance(parent, Objective) else "quality, coverage"
        said = what.format(kind=indicator.kind, expected=expected, parent=parent.code)
        mend = _("Correct the kind, or move the indicator to the file of what it measures.")
        yield Problem(said, file.at((*path, "kind")), mend)


def _measure(file: YamlFile, path: Path, indicator: Indicator) -> Iterator[Problem]:
    measure, place = indicator.measure, (*path, "measure")
    if measure.reported_as == "value":
        for key in ("scale", "share"):
            if key in measure.model_fields_set and getattr(measure, key):
                what = _("The key “{key}” was found in a measure reported as a value; it is for ratios only.")
                mend = _("Delete it, or write “reported_as: ratio”.")
                yield Problem(what.format(key=key), file.at((*place, key)), mend)
        return
    mend = _("Write “scale: 100” for a percentage, “scale: 1” for a plain quotient.")
    if "scale" not in measure.model_fields_set:
        what = _("The ratio has no scale; it is needed to compute the value from numerator and denominator.")
        yield Problem(what, file.at(place), mend)
    elif measure.scale <= 0:
        what = _("The scale {scale} was found; a number above zero was expected.").format(scale=measure.scale)
        yield Problem(what, file.at((*place, "scale")), mend)


def _breakdowns(file: YamlFile, path: Path, indicator: Indicator) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, breakdown in enumerate(indicator.breakdowns):
        if breakdown.dimension in seen:
            what = _("The dimension “{code}” stands twice; once was expected.").format(code=breakdown.dimension)
            yield Problem(what, file.at((*path, "breakdowns", position)), _("Delete one of the two."))
        seen.add(breakdown.dimension)


def _figures(file: YamlFile, path: Path, indicator: Indicator) -> Iterator[Problem]:
    """A figure says something: a value, or what is printed in its place, or why there is none."""
    figures: list[tuple[Path, Figure]] = [((*path, "targets", y), figure) for y, figure in indicator.targets.items()]
    if indicator.baseline:
        figures.append(((*path, "baseline"), indicator.baseline))
    for place, figure in figures:
        if figure.value is None and figure.printed is None and figure.note is None:
            what = _("A figure without a value was found; a value, or what is printed in its place, was expected.")
            mend = _("Write “value:”, or “printed:” or “note:” where there is none, or delete the figure.")
            yield Problem(what, file.at(place), mend)


def _years(file: YamlFile, path: Path, indicator: Indicator, heading: Heading) -> Iterator[Problem]:
    """Targets lie after the baseline and not after the policy's horizon."""
    first = indicator.baseline.year if indicator.baseline else heading.baseline_year
    if first >= heading.horizon:
        what = _("The baseline year {year} is not before the policy's horizon {horizon}.")
        said = what.format(year=first, horizon=heading.horizon)
        yield Problem(said, file.at((*path, "baseline", "year")), _("Correct the year."))
        return
    for year in indicator.targets:
        yield from _outside(file, (*path, "targets", year), year, first, heading.horizon)


def _outside(file: YamlFile, path: Path, year: int, first: int, last: int) -> Iterator[Problem]:
    if first < year <= last:
        return
    what = _("A target in {year} was found; a year after the baseline of {first} and not after {last} was expected.")
    yield Problem(what.format(year=year, first=first, last=last), file.at(path), _("Correct the year."))
