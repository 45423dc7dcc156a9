"""A process that imports files one after the other and says so, to be killed: ``importer.py LAKE FILE...``."""

import sys
from pathlib import Path

from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main() -> None:
    lake = Lake(Path(sys.argv[1]))
    say("ready")
    for path in sys.argv[2:]:
        say(import_files(lake, [Path(path)]).version)


if __name__ == "__main__":
    main()
