"""How is a place within a page called? The same name for whoever writes the page and for whoever points to it."""

import re


def anchor(text: str) -> str:
    """A name that can stand in an address: ``AO 1.1.1`` becomes ``ao-1-1-1``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def activity_anchor(code: str) -> str:
    """The place of an activity on the page of its service or guideline."""
    return anchor(code)


def cause_anchor(code: str) -> str:
    """The place of a cause on the page of the objectives."""
    return anchor(f"cause-{code}")
