"""Every page in Spanish: accessible, at home on every width, within its security policy, in its language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import chromium
from tests.site.serving import FURNISHED, Served, served
from tests.site.walking import FEWEST_ROUTES, walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory, tiny_policy_folder: Path) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("site") / "home", tiny_policy_folder, FURNISHED) as running:
        yield running


def test_every_page(browser: Browser, site: Served) -> None:
    wrong, seen = walk(browser, site, "", of_a_kind=2)
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= FEWEST_ROUTES, sorted(seen)
