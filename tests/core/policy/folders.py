"""Copies of the tiny policy with one change, for tests of the loader."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from rumbo.core.language import speaking
from rumbo.core.policy import PolicyError, load

CASES = Path(__file__).parents[2] / "cases" / "policy_loader.yaml"
TINY = Path(__file__).parents[2] / "fixtures" / "policies" / "agua_2030"


def cases() -> list[dict[str, Any]]:
    """The cases of bad policies, each with what the loader says of it."""
    return list(yaml.safe_load(CASES.read_text(encoding="utf-8")))


def copy(to: Path) -> Path:
    """A copy of the tiny policy that a test may change."""
    return Path(shutil.copytree(TINY, to / "agua_2030"))


def change(folder: Path, case: dict[str, Any]) -> None:
    """Make the change of a case, see the head of ``tests/cases/policy_loader.yaml``."""
    file = folder / case["file"]
    if "replace" in case:
        text = file.read_text(encoding="utf-8")
        assert text.count(case["replace"]) == 1, f"{case['replace']!r} must stand once in {case['file']}"
        file.write_text(text.replace(case["replace"], case["by"]), encoding="utf-8")
    elif "write" in case:
        file.parent.mkdir(exist_ok=True)
        file.write_text(case["write"], encoding="utf-8")
    elif "bytes" in case:
        file.write_bytes(bytes.fromhex(case["bytes"]))
    elif "folder" in case:
        file.mkdir()
    elif file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink()


def complaints(folder: Path, language: str = "en") -> list[str]:
    """What the loader says of a folder, with the folder's own path written as FOLDER; nothing where it loads."""
    try:
        with speaking("en" if language == "en" else "es"):
            load(folder)
    except PolicyError as error:
        return [str(problem).replace(str(folder), "FOLDER") for problem in error.problems]
    return []
