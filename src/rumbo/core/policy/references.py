"""Whether every code leads somewhere: guidelines, causes, entities, dimensions, documents."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import (
    ActivityResponsible,
    Breakdown,
    Cause,
    Guideline,
    Objective,
    ProblemTree,
    Responsible,
    Service,
    TargetLink,
)
from rumbo.core.policy.parts import Parts
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.walk import Path, walk
from rumbo.core.policy.yaml_source import YamlFile

_SOURCES = ("source", "baseline_source", "normative_source", "standards_source")


@dataclass(frozen=True, slots=True)
class _Register:
    """The codes of one kind: what they name, in which file they stand, and whether all of that file was read."""

    codes: tuple[str, ...]
    home: str
    whole: bool


def check_references(parts: Parts) -> Iterator[Problem]:
    """Codes that no file defines. Where the defining file is itself broken, nothing is said of its codes."""
    registers = _registers(parts)
    singles = [loaded for loaded in (parts.heading, parts.problem) if loaded]
    for loaded in (*singles, *parts.objectives, *parts.services):
        for path, record in walk(loaded.record):
            for step, kind, code in _references(record):
                yield from _unresolved(loaded.file, (*path, *step), code, registers[kind])
    if parts.problem:
        yield from _circles(parts.problem.file, parts.problem.record)


def _registers(parts: Parts) -> dict[str, _Register]:
    heading = parts.heading.record if parts.heading else None
    documents = tuple(d.id for d in heading.documents) if heading else ()
    dimensions = tuple(d.code for d in heading.dimensions) if heading else ()
    entities = tuple(e.code for e in parts.register.record.entities) if parts.register else ()
    causes = tuple(c.code for c in parts.problem.record.nodes) if parts.problem else ()
    indicators = tuple(i.code for sheet in parts.sheets for i in sheet.record.indicators)
    guidelines = tuple(g.code for o in parts.objectives for g in o.record.guidelines)
    return {
        "document": _Register(documents, "policy.yaml", heading is not None),
        "dimension": _Register(dimensions, "policy.yaml", heading is not None),
        "entity": _Register(entities, "entities.yaml", parts.register is not None),
        "cause": _Register(causes, "problem.yaml", "problem.yaml" in parts.whole),
        "guideline": _Register(
            guidelines, "objectives/*.yaml", bool(guidelines) and "objectives/*.yaml" in parts.whole
        ),
        "indicator": _Register(indicators, "objectives/*.yaml, services/*.yaml", parts.sheets_whole),
    }


def _references(record: BaseModel) -> Iterator[tuple[Path, str, str]]:
    """The codes that a record refers to: the step to each, the kind of thing it names, and the code."""
    for name in _SOURCES:
        source = getattr(record, name, None)
        if source is not None:
            yield (name,), "document", source.partition(":")[0]
    match record:
        case Responsible(entity=str(code)) | ActivityResponsible(entity=str(code)):
            yield ("entity",), "entity", code
        case Breakdown(dimension=code):
            yield ("dimension",), "dimension", code
        case Objective(direct_cause=str(code)):
            yield ("direct_cause",), "cause", code
        case Cause(parent=str(code)):
            yield ("parent",), "cause", code
        case Guideline(causes=codes):
            yield from ((("causes", n), "cause", code) for n, code in enumerate(codes))
        case Service(guideline=code, participant_entities=entities):
            yield ("guideline",), "guideline", code
            yield from ((("participant_entities", n), "entity", entity) for n, entity in enumerate(entities))
        case TargetLink(at_most=smaller, at_least=larger):
            yield ("at_most",), "indicator", smaller
            yield ("at_least",), "indicator", larger
        case _:
            pass


def _unresolved(file: YamlFile, path: Path, code: str, register: _Register) -> Iterator[Problem]:
    if code in register.codes or not register.whole:
        return
    what = _("The code “{code}” leads nowhere; a code of {file} was expected.").format(code=code, file=register.home)
    near = nearest(code, register.codes)
    mend = _("Did you mean “{near}”?").format(near=near) if near else _("Correct the code, or add it to that file.")
    yield Problem(what, file.at(path), mend)


def _circles(file: YamlFile, tree: ProblemTree) -> Iterator[Problem]:
    """Causes that are, over their parents, their own cause."""
    parents = {node.code: node.parent for node in tree.nodes}
    for position, node in enumerate(tree.nodes):
        above, steps = node.parent, 0
        while above is not None and above != node.code and steps <= len(parents):
            above, steps = parents.get(above), steps + 1
        if above == node.code:
            what = _("“{code}” is its own cause, by way of its parents; a tree was expected.").format(code=node.code)
            yield Problem(what, file.at(("nodes", position, "parent")), _("Correct the parent."))
