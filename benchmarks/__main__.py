"""Run every benchmark, or those named: ``python -m benchmarks command_line``; options after the names are theirs."""

import importlib
import itertools
import pkgutil
import platform
import sys
from pathlib import Path


def main() -> None:
    """Run the modules of this folder that have a ``main``."""
    named = list(itertools.takewhile(lambda word: not word.startswith("--"), sys.argv[1:]))
    names = named or [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])]
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    for name in names:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "main"):
            print(f"\n== {name}: {(module.__doc__ or '').splitlines()[0]}")
            module.main()


if __name__ == "__main__":
    main()
