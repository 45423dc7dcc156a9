"""``python -m rumbo`` is the command ``rumbo``."""

from rumbo.cli import main

main()
