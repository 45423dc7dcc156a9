"""How does a person work a page? With a mouse, with the keyboard alone, or without scripts; the steps are the same."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

#: No page asks for more presses of the key than this to reach anything on it.
MOST_TABS = 250


@dataclass
class Hands:
    """A person with a mouse.

    Attributes:
        page: what is looked at.
        pictures: where pictures of the steps go; ``None`` for none.
    """

    page: Page
    pictures: Path | None = None

    def go(self, address: str) -> None:
        """Open an address."""
        self.page.goto(address)

    def press(self, what: Locator) -> None:
        """Press a button or follow a link, and wait for the page that comes."""
        what.click()
        self.page.wait_for_load_state()

    def unfold(self, what: Locator) -> None:
        """Open what is folded away."""
        what.click()

    def write(self, where: Locator, text: str) -> None:
        """Fill a field."""
        where.fill(text)

    def mark(self, box: Locator) -> None:
        """Mark a box."""
        box.check()

    def attach(self, where: Locator, file: Path) -> None:
        """Choose a file."""
        where.set_input_files(file)

    def keep(self, name: str) -> None:
        """Keep a picture of the page as it stands."""
        if self.pictures:
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)


class Keyboard(Hands):
    """A person with a keyboard alone."""

    def press(self, what: Locator) -> None:
        """Walk to it, and press Enter."""
        self._reach(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, what: Locator) -> None:
        """Walk to it, and press Enter."""
        self._reach(what)
        self.page.keyboard.press("Enter")

    def write(self, where: Locator, text: str) -> None:
        """Walk to the field, take away what stands in it, and type."""
        self._reach(where)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def mark(self, box: Locator) -> None:
        """Walk to the box, and press the space bar."""
        self._reach(box)
        self.page.keyboard.press("Space")

    def attach(self, where: Locator, file: Path) -> None:
        """Walk to the field; the window in which a file is chosen is the system's own."""
        self._reach(where)
        where.set_input_files(file)

    def _reach(self, what: Locator) -> None:
        what.wait_for(state="attached")
        self.page.evaluate("document.activeElement?.blur?.()")
        for _press in range(MOST_TABS):
            if what.evaluate("found => found === document.activeElement"):
                assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), (
                    "the place of the keyboard is not seen"
                )
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {what}")
