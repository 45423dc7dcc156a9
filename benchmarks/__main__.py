"""Run every benchmark, or those named: ``python -m benchmarks command_line``."""

import importlib
import pkgutil
import platform
import sys
from pathlib import Path


def main() -> None:
    """Run the modules of this folder that have a ``main``."""
    names = sys.argv[1:] or [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])]
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    for name in names:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "main"):
            print(f"\n== {name}: {(module.__doc__ or '').splitlines()[0]}")
            module.main()


if __name__ == "__main__":
    main()
