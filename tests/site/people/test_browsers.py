"""Browsers are told by name, version and system, as they call themselves today."""

import pytest

from rumbo.site.people.browsers import browser_name

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/130.0.0.0 Safari/537.36", "Chrome 130, Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.2849.68",
            "Edge 130, Windows",
        ),
        ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox 131, Linux"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {_KIT} Chrome/129.0.0.0 Mobile Safari/537.36", "Chrome 129, Android"),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/17.6 Mobile/15E148 Safari/604.1"
            ),
            "Safari 17, iPhone",
        ),
        ("python-requests/2.32", "python-requests/2.32"),
        ("Firefox/131", "Firefox 131"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name(said: str, name: str) -> None:
    assert browser_name(said) == name
