"""The command line in a workspace of its own, with the invented water plan as its policy."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rumbo.cli import main


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Rumbo = Callable[..., Said]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    tiny_policy_folder: Path,
    settings: Any,
) -> Rumbo:
    """Run one command as a user would, in English, and give back what it said."""
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RUMBO_LANG", "en")
    monkeypatch.setenv("RUMBO_POLICY", str(tiny_policy_folder))
    settings.EVIDENCE_ROOT = tmp_path / "home" / "evidence"

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["rumbo", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        captured = capsys.readouterr()
        return Said(int(leaving.value.code or 0), captured.out, captured.err)

    return run
