"""Styles and typefaces come compressed and are kept for ever, and visitors get no script they have no use for."""

import re
import urllib.request

from tests.site.serving import EMPTY, served

_KEPT_FOR_EVER = "max-age=315360000"


def test_the_served_site_gathers_its_static_files(tmp_path, tiny_policy_folder):
    with served(tmp_path / "home", tiny_policy_folder, EMPTY, None, "--no-worker", "--processes", "1") as site:
        with urllib.request.urlopen(f"{site.address}/") as answer:
            page = answer.read().decode()
        named = re.findall(r'"(/static/[^"]+)"', page)
        assert named
        assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", address) for address in named)
        assert not any("htmx" in address for address in named)
        for address in named:
            asked = urllib.request.Request(site.address + address, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(asked) as answer:
                assert _KEPT_FOR_EVER in answer.headers["Cache-Control"]
                if address.endswith((".css", ".js")):
                    assert answer.headers["Content-Encoding"] == "gzip", address
