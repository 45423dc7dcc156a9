"""The documentation cannot lag: every command, setting and link in it is real, and every example runs."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

import rumbo
from rumbo.cli import app
from rumbo.core.variables import VARIABLES
from rumbo.site.permissions import TABLE

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = [page for page in PAGES if page.parent.name != "reference"]


@pytest.fixture(scope="session")
def reference(tmp_path_factory):
    """The reference pages, made anew in English by a process of their own."""
    folder = tmp_path_factory.mktemp("reference")
    code = f"import tools.reference as r, pathlib; r.REFERENCE = pathlib.Path({str(folder)!r}); r.main()"
    environment = os.environ | {"RUMBO_LANG": "en", "RUMBO_HOME": str(folder / "home")}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment, capture_output=True)
    return {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}


def commands(name="rumbo", command=None):
    command = command or typer.main.get_command(app)
    below = getattr(command, "commands", None)
    if below is None:
        return {name: command}
    return {k: v for word, sub in below.items() for k, v in commands(f"{name} {word}", sub).items()}


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_and_a_section(name, reference):
    assert commands()[name].help
    assert f"## {name}\n" in reference["commands.md"]


@pytest.mark.parametrize("name", commands())
def test_every_option_has_help(name):
    silent = [p.name for p in commands()[name].params if p.name != "help" and not getattr(p, "help", None)]
    assert not silent


def test_every_variable_is_documented_and_used(reference):
    asked = re.compile(r"(?:environ(?:\.get\(|\[)|envvar=|\b(?:flag|whole_number)\()\"([A-Z]\w+)\"")
    used = {name for file in (ROOT / "src").rglob("*.py") for name in asked.findall(file.read_text(encoding="utf-8"))}
    named = {variable.name for variable in VARIABLES}
    assert used | {"DATABASE_URL"} == named | {"DATABASE_URL"}
    assert all(f"`{name}`" in reference["settings.md"] for name in named)


def test_every_route_is_documented(reference):
    assert [name for name in TABLE if f"`{name}`" not in reference["site.md"]] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page, reference):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        place = (page.parent / target).resolve()
        known = place.exists() or (place.parent.name == "reference" and place.name in reference)
        assert known, f"{page.relative_to(ROOT)} links to {target}, which is not there"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_pages_exist(page):
    known = commands()
    for line in re.findall(
        r"^(?:\$ |\.venv/bin/)?(rumbo [a-z][^\n#]*)", page.read_text(encoding="utf-8"), re.MULTILINE
    ):
        words = line.split()
        name = " ".join(words[:3]) if " ".join(words[:3]) in known else " ".join(words[:2])
        assert name in known, f"{page.name}: {line}"
        options = {o for p in known[name].params for o in p.opts + p.secondary_opts}
        unknown = [w.split("=")[0] for w in words if w.startswith("--") and w.split("=")[0] not in options]
        assert not unknown, f"{page.name}: {line}"


def test_python_examples_run(tmp_path):
    text = (ROOT / "docs/how-to/use-from-python.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    environment = os.environ | {"RUMBO_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", example], check=True, env=environment, capture_output=True, text=True)
    expected = [line.split("# ")[1] for line in example.splitlines() if line.startswith("print") and "# " in line]
    assert done.stdout.splitlines() == expected


def test_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"^make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_both_commands_open_the_readme():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:6]
    assert any(line.startswith("make demo") for line in lines)
    assert any(line.startswith("make test") for line in lines)


def test_every_page_is_in_the_navigation():
    nav = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    tomllib.loads(nav)
    pages = [str(p.relative_to(ROOT / "docs")) for p in WRITTEN if (ROOT / "docs") in p.parents]
    unlisted = [page for page in pages if f'"{page}"' not in nav and not page.startswith("decisions/0")]
    assert not unlisted


def test_every_decision_is_listed():
    index = (ROOT / "docs/decisions/index.md").read_text(encoding="utf-8")
    pages = [page.name for page in (ROOT / "docs/decisions").glob("0*.md")]
    assert all(f"({name})" in index for name in pages)


def test_versions_agree():
    assert f"## {rumbo.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'softwareVersion: "{rumbo.__version__}"' in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
