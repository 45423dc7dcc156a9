"""The examples of the page on open data run on the files that it speaks of."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.exchange.conftest import Told

from rumbo.core.exchange.package import package_files
from rumbo.core.exchange.publication import Publication
from rumbo.core.exchange.sdmx import sdmx_files

PAGE = Path(__file__).parent.parent.parent.parent / "docs/how-to/use-open-data.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_runs(simulated: Told, publication: Publication, tmp_path: Path, example: str) -> None:
    for name, content in (package_files(*simulated, publication) | sdmx_files(*simulated)).items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run([sys.executable, "-c", example], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert bool(done.stdout) == ("print" in example)


def test_the_page_names_every_table(simulated: Told, publication: Publication) -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [name.removesuffix(".csv") for name in package_files(*simulated, publication) if name.endswith(".csv")]
    assert not [name for name in names if f"`{name}`" not in page]
