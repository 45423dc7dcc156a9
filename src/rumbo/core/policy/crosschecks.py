"""What the files of a policy say of each other: names, codes taken twice, codes that lead nowhere, years, measures.

These are errors of the data, not of the policy: whatever the source itself gets wrong is left to the coherence checks.
"""

from collections.abc import Iterator
from itertools import chain

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.parts import Parts
from rumbo.core.policy.promises import check_promises
from rumbo.core.policy.references import check_references
from rumbo.core.policy.walk import Path
from rumbo.core.policy.yaml_source import YamlFile


def crosscheck(parts: Parts) -> list[Problem]:
    """Every problem between the files that could be read, check by check."""
    checks = (_no_objective, _file_names, _codes_once, check_references, check_promises)
    return list(chain.from_iterable(check(parts) for check in checks))


def _no_objective(parts: Parts) -> Iterator[Problem]:
    if "objectives/*.yaml" in parts.whole and not parts.objectives:
        what = _("No objective was found; at least one file in objectives/ was expected.")
        yield Problem(
            what, "objectives/", _("Write one file for each objective, named by its code: objectives/OP1.yaml.")
        )


def _file_names(parts: Parts) -> Iterator[Problem]:
    for loaded in parts.sheets:
        folder, _slash, name = loaded.file.name.rpartition("/")
        code = loaded.record.code
        if name != f"{code}.yaml":
            what = _("The file {name} holds the code “{code}”; a file is named by its code.").format(
                name=name, code=code
            )
            mend = _("Rename the file to {folder}/{code}.yaml, or correct the code.").format(folder=folder, code=code)
            yield Problem(what, loaded.file.at(("code",)), mend)


def _codes_once(parts: Parts) -> Iterator[Problem]:
    """A code names one thing. Codes of activities repeat from objective to objective, as printed: not checked."""
    for named in _named(parts):
        first: dict[str, tuple[YamlFile, Path]] = {}
        for code, file, path in named:
            if code in first:
                other, there = first[code]
                what = _("The code “{code}” is already taken, at {first}.").format(code=code, first=other.at(there))
                yield Problem(what, file.at(path), _("Give it a code of its own, or delete one of the two."))
            first.setdefault(code, (file, path))


def _named(parts: Parts) -> Iterator[list[tuple[str, YamlFile, Path]]]:
    """Everything that has a code, kind by kind."""
    if parts.register:
        file = parts.register.file
        yield [(e.code, file, ("entities", n, "code")) for n, e in enumerate(parts.register.record.entities)]
    if parts.heading:
        file, heading = parts.heading.file, parts.heading.record
        yield [(d.id, file, ("documents", n, "id")) for n, d in enumerate(heading.documents)]
        yield [(d.code, file, ("dimensions", n, "code")) for n, d in enumerate(heading.dimensions)]
    if parts.problem:
        file = parts.problem.file
        yield [(c.code, file, ("nodes", n, "code")) for n, c in enumerate(parts.problem.record.nodes)]
    yield list(_tree(parts))


def _tree(parts: Parts) -> Iterator[tuple[str, YamlFile, Path]]:
    """Objectives, guidelines, services and indicators share one space of codes: each can be asked for by its code."""
    for loaded in parts.objectives:
        yield loaded.record.code, loaded.file, ("code",)
        for n, guideline in enumerate(loaded.record.guidelines):
            yield guideline.code, loaded.file, ("guidelines", n, "code")
    for service in parts.services:
        yield service.record.code, service.file, ("code",)
    for parent in parts.sheets:
        for n, indicator in enumerate(parent.record.indicators):
            yield indicator.code, parent.file, ("indicators", n, "code")
