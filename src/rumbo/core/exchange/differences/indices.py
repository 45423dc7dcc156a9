"""Did the indices and their coverage move?"""

from collections.abc import Iterator

from rumbo.core.exchange.differences.figures import differ, points
from rumbo.core.exchange.differences.records import Change, What
from rumbo.core.reporting.model import IndexRow, Report

#: Importance of an index by its level.
_POLICY, _OBJECTIVE, _BELOW = 2, 3, 4

_Score = tuple[int, str, IndexRow]


def index_changes(old: Report, new: Report) -> Iterator[Change]:
    """Every index that both reports have and that differs, and the coverage of the whole policy."""
    before, now = _scores(old), _scores(new)
    old_year = old.year if old.year != new.year else None
    for (subject, aspect), (level, name, score) in now.items():
        earlier = before.get((subject, aspect))
        if earlier and differ(earlier[2].value, score.value):
            yield Change(
                what=What.INDEX,
                importance=level,
                subject=subject,
                name=name,
                aspect=aspect,
                year=new.year,
                old_year=old_year,
                old=earlier[2].value,
                new=score.value,
                unit="%",
                weight=points(earlier[2].value, score.value),
            )
    if (old.due, old.with_data) != (new.due, new.with_data):
        yield Change(
            what=What.COVERAGE,
            importance=_POLICY,
            subject=new.policy_code,
            name=new.title,
            year=new.year,
            old_year=old_year,
            old=f"{old.with_data}/{old.due}",
            new=f"{new.with_data}/{new.due}",
        )


def _scores(report: Report) -> dict[tuple[str, str], _Score]:
    code, title = report.policy_code, report.title
    found: dict[tuple[str, str], _Score] = {
        (code, "management"): (_POLICY, title, report.management),
        (code, "result"): (_POLICY, title, report.result),
    }
    for objective in report.objectives:
        found[objective.code, "management"] = (_OBJECTIVE, objective.name, objective.management)
        found[objective.code, "result"] = (_OBJECTIVE, objective.name, objective.result)
        for guideline in objective.guidelines:
            found[guideline.code, "management"] = (_BELOW, guideline.name, guideline.index)
            for service in guideline.services:
                found[service.code, "management"] = (_BELOW, service.name, service.index)
    return found
