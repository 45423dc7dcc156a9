"""What a policy folder holds: which files, in which order, and one hash over all of them."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.errors import PolicyError
from rumbo.core.policy.shape import nearest

SINGLE = ("policy.yaml", "entities.yaml", "problem.yaml")
MANY = ("objectives", "services")
_OPTIONAL = {"problem.yaml"}
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a policy folder, as bytes.

    Attributes:
        folder: where they were read.
        files: name inside the folder (``services/S1.1.1.yaml``) to bytes, in the order of the policy.
        problems: files that are missing or do not belong.
    """

    folder: Path
    files: dict[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def sha256(self) -> str:
        """Hash over names and bytes of the files, sorted by name; the same on every machine."""
        whole = hashlib.sha256()
        for name in sorted(self.files):
            content = self.files[name]
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()


def contents(folder: Path) -> Contents:
    """Read every file of a policy folder.

    Raises:
        PolicyError: there is no such folder, or it has no ``policy.yaml``.
    """
    if not (folder / "policy.yaml").is_file():
        what = _("No policy was found in this folder; the file policy.yaml was expected in it.")
        mend = _("Give the folder that holds policy.yaml, entities.yaml, objectives/ and services/.")
        raise PolicyError(Problem(what, str(folder), mend))
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in [*SINGLE, *(name for part in MANY for name in _inside(folder, part))]:
        try:
            files[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            if name not in _OPTIONAL:
                mend = _("Create it; a policy cannot be read without it.")
                problems.append(Problem(_("The file is missing."), name, mend))
        except OSError:
            mend = _("Check that it is a file and that you may read it.")
            problems.append(Problem(_("The file cannot be opened."), name, mend))
    return Contents(folder, files, (*problems, *_strangers(folder)))


def natural(code: str) -> tuple[tuple[int, int | str], ...]:
    """The key that sorts codes as people do: ``S1.2.1`` before ``S1.10.1``."""
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _DIGITS.split(code) if part)


def _inside(folder: Path, part: str) -> list[str]:
    found = [path.name for path in (folder / part).glob("*.yaml") if not path.name.startswith(".")]
    return [f"{part}/{name}" for name in sorted(found, key=lambda name: natural(name.removesuffix(".yaml")))]


def _strangers(folder: Path) -> list[Problem]:
    """YAML files that would be overlooked: a misspelt name, a wrong ending, a folder too deep."""
    problems: list[Problem] = []
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        name = path.relative_to(folder).as_posix()
        part, _slash, file = name.rpartition("/")
        if name.startswith(".") or "/." in name or name in SINGLE or (part in MANY and file.endswith(".yaml")):
            continue
        what = _("The file is none that a policy has; it would be overlooked.")
        better = _better_name(part, file.replace(".yml", ".yaml"))
        mend = _("Did you mean “{near}”?").format(near=better) if better else _("Move it out of the folder.")
        problems.append(Problem(what, name, mend))
    return problems


def _better_name(part: str, file: str) -> str | None:
    """What a misspelt file or folder name was meant to be, if that can be told."""
    if not part:
        return nearest(file, SINGLE)
    meant = nearest(part, MANY)
    return f"{meant}/{file}" if meant else None
