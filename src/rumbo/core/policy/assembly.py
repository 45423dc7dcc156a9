"""How the files of a folder become a policy, or an error that names all that is wrong.

Three steps: read the YAML, give every file the shape of its record, check what the files say of each other. A file that
fails one step is left out of the next, so that one mistake is told once and everything else is still checked.
"""

from pydantic import ValidationError

from rumbo.core.errors import Problem
from rumbo.core.policy.crosschecks import crosscheck
from rumbo.core.policy.errors import PolicyError
from rumbo.core.policy.folder import Contents
from rumbo.core.policy.models import Heading, Objective, Policy, ProblemTree, Register, Service
from rumbo.core.policy.parts import Loaded, Parts
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import KINDS
from rumbo.core.policy.yaml_source import YamlFile, parse


def build(found: Contents) -> Policy:
    """Build the policy from the bytes of its files, see :func:`rumbo.core.policy.loader.load`."""
    parts, problems = _shape(found)
    problems += crosscheck(parts)
    heading, register = parts.heading, parts.register
    if problems or heading is None or register is None:
        raise PolicyError(*problems)
    return Policy(
        **{name: getattr(heading.record, name) for name in Heading.model_fields},
        entities=register.record.entities,
        problem=parts.problem.record if parts.problem else None,
        objectives=tuple(loaded.record for loaded in parts.objectives),
        services=tuple(loaded.record for loaded in parts.services),
        sha256=found.sha256,
    )


def _shape(found: Contents) -> tuple[Parts, list[Problem]]:
    parts, problems = Parts(), list(found.problems)
    for name, content in found.files.items():
        file = parse(content, name)
        kind = f"{name.rpartition('/')[0]}/*.yaml" if "/" in name else name
        wrong = list(file.problems) or _accept(parts, file, kind)
        if wrong:
            parts.whole.discard(kind)
        problems += wrong
    return parts, problems


def _accept(parts: Parts, file: YamlFile, kind: str) -> list[Problem]:
    """Put the record of a file in its place; what is wrong with its shape is handed back instead."""
    model = KINDS[kind]
    try:
        record = model.model_validate(file.data)
    except ValidationError as error:
        return shape_problems(error, file, kind, model)
    match record:
        case Heading():
            parts.heading = Loaded(file, record)
        case Register():
            parts.register = Loaded(file, record)
        case ProblemTree():
            parts.problem = Loaded(file, record)
        case Objective():
            parts.objectives.append(Loaded(file, record))
        case Service():
            parts.services.append(Loaded(file, record))
    return []
