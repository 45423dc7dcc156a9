"""How long do status and report take, on the policy and on one ten times as large?"""

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

POLICY = Path(__file__).parent.parent / "src/rumbo/core/policies/pnmce_2040"
RUNS = 5
TIMES = 10


@dataclass(frozen=True)
class Measured:
    """Best wall time of a whole process in seconds, and its peak memory in MB."""

    seconds: float
    megabytes: float


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        large = copy_ten_times(POLICY, home / "large")
        print(f"{'command':<46}{'wall s':>8}{'after start s':>15}{'peak MB':>9}{'x':>6}")
        nothing = measure(home / "nothing", "--version-of-python")
        for policy, name in ((POLICY, "PNMCE"), (large, f"{TIMES} x PNMCE")):
            workspace = home / name.replace(" ", "")
            run(workspace, "init", "--policy", str(policy))
            run(workspace, "demo", "--policy", str(policy))
            start = measure(workspace, "reports", "--policy", str(policy))
            for words in (("status", "2026", "--json"), ("report", "2026", str(home / "out"), "--format", "pdf")):
                taken = measure(workspace, *words, "--policy", str(policy))
                ratio = taken.seconds / nothing.seconds
                print(
                    f"{words[0] + ' 2026 ' + name:<46}{taken.seconds:>8.2f}"
                    f"{taken.seconds - start.seconds:>15.2f}{taken.megabytes:>9.0f}{ratio:>6.0f}"
                )
        print("x: times an empty Python process; after start: less `rumbo reports`, which opens the same things")


def measure(home: Path, *words: str) -> Measured:
    best, peak = float("inf"), 0.0
    for _run in range(RUNS):
        started = time.perf_counter()
        usage = run(home, *words)
        best = min(best, time.perf_counter() - started)
        peak = max(peak, usage / 1024)
    return Measured(best, peak)


def run(home: Path, *words: str) -> int:
    """Run one command as a process of its own and give back its peak memory in kB."""
    command = [sys.executable, "-c", "pass"]
    if words[0] != "--version-of-python":
        command = [sys.executable, "-m", "rumbo", *words]
    script = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    environment = os.environ | {"RUMBO_HOME": str(home), "RUMBO_LANG": "es"}
    done = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, env=environment, capture_output=True, text=True
    )
    return int(done.stdout)


def copy_ten_times(source: Path, folder: Path) -> Path:
    """Copy a policy into one ten times as large: objectives OP1..OP50, services and indicators renumbered to match."""
    for kind in ("objectives", "services"):
        (folder / kind).mkdir(parents=True)
    for name in ("policy.yaml", "problem.yaml", "entities.yaml"):
        (folder / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    for copy in range(TIMES):
        for kind in ("objectives", "services"):
            for file in sorted((source / kind).glob("*.yaml")):
                (folder / kind / _renumbered(file.name, copy)).write_text(
                    _renumbered(file.read_text(encoding="utf-8"), copy), encoding="utf-8"
                )
    return folder


def _renumbered(text: str, copy: int) -> str:
    """The same text with the first number of every code moved on: ``S1.1.1`` becomes ``S6.1.1`` in the second copy."""
    return re.sub(r"\b(OP|L|S)([1-5])(?=\b|\.\d)", lambda m: f"{m[1]}{int(m[2]) + 5 * copy}", text)


if __name__ == "__main__":
    main()
