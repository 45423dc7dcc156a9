"""How is a browser called in front of people, who do not read what it says of itself to a server?"""

import re

from rumbo.core.language import _

#: In this order: most browsers also claim to be those that came before them.
_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("macOS", "Mac OS X"),
    ("ChromeOS", "CrOS"),
    ("Linux", "Linux"),
)


def browser_name(said: str) -> str:
    """Name, version and system, ``Chrome 130, Windows``; what the browser says itself where it is none that we know."""
    for name, pattern in _BROWSERS:
        if found := re.search(pattern, said):
            system = next((called for called, sign in _SYSTEMS if sign in said), "")
            known = f"{name} {found[1]}"
            return _("{browser}, {system}").format(browser=known, system=system) if system else known
    return said
