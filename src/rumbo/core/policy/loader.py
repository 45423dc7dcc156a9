"""Which policies there are, and the one that a folder or a code names."""

from importlib.resources import files
from pathlib import Path

from rumbo.core.errors import Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.policy.assembly import build
from rumbo.core.policy.errors import PolicyError
from rumbo.core.policy.folder import contents
from rumbo.core.policy.models import Policy
from rumbo.core.policy.shape import nearest
from rumbo.core.workspace import workspace


def load(folder: Path) -> Policy:
    """Load a policy from its folder.

    Args:
        folder: holds ``policy.yaml``, ``entities.yaml``, optionally ``problem.yaml``, and one file for each objective
            and each service in ``objectives/`` and ``services/``, named by its code.

    Returns:
        The policy, its objectives and services in the natural order of their codes, and ``sha256`` over its files.

    Raises:
        PolicyError: anything is wrong; it holds every problem of the folder.
    """
    return build(contents(folder))


def available() -> tuple[str, ...]:
    """Codes of the policies that can be found, in alphabetical order: those that ship and those of the workspace."""
    return tuple(sorted(_folders()))


def find(code: str) -> Policy:
    """The policy of a code; also accepts the path to a policy folder.

    A policy in the workspace's ``policies`` folder stands before one of the same code that ships with the project, so
    that an installation can hold a newer edition.

    Args:
        code: ``pnmce-2040``, the folder's name with hyphens; or a path such as ``./policies/agua_2030``.

    Raises:
        UnknownCodeError: there is neither such a policy nor such a folder.
        PolicyError: its folder does not load.
    """
    folders = _folders()
    folder = folders.get(code)
    if folder is None and Path(code).is_dir():
        folder = Path(code)
    if folder is None:
        near = nearest(code, tuple(folders))
        raise UnknownCodeError(code, [near] if near else sorted(folders))
    policy = load(folder)
    if code in folders and policy.code != code:
        what = _("The code “{found}” was found; “{expected}”, as the folder is named, was expected.")
        place = f"{folder / 'policy.yaml'}: code"
        mend = _("Correct the code, or rename the folder.")
        raise PolicyError(Problem(what.format(found=policy.code, expected=code), place, mend))
    return policy


def _folders() -> dict[str, Path]:
    """Code to folder; the workspace's policies replace shipped ones of the same code."""
    shipped = Path(str(files("rumbo.core.policies")))
    headings = [heading for home in (shipped, workspace().policies) for heading in home.glob("*/policy.yaml")]
    return {heading.parent.name.replace("_", "-"): heading.parent for heading in headings}
