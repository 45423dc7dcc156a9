"""The site under load: 50 readers and 10 reporters at once, on both databases, beside an empty Django view.

``--seconds`` each part lasts so long (10), ``--readers`` and ``--reporters`` at once, ``--database`` sqlite, postgresql
or both; the PostgreSQL server is the one of ``RUMBO_TEST_DATABASE_URL``. Client and server share the machine.
"""

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import dj_database_url
from lxml import html
from tests.apps.installation import ROOT, Installation, installed
from tests.site.serving import free_port, serving

from benchmarks.site_people import PASSWORD, PREPARE, TELL

PAGES = (
    "/",
    "/en/",
    "/objetivos/",
    "/objetivos/OP3/",
    "/indicadores/",
    "/indicadores/OP3-I1/",
    "/servicios/S1.1.1/",
    "/buscar/?q=exportaciones",
    "/metodologia/",
    "/informes/",
    "/datos/",
    "/comercio/",
)


@dataclass
class Measured:
    """What a part of the run gave."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self, name: str, beside: "Measured | None" = None) -> str:
        """One line of the table."""
        cuts = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [0.0] * 99
        rate = len(self.times) / self.seconds if self.seconds else 0.0
        ratio = f"{rate / (len(beside.times) / beside.seconds):.2f}" if beside else "1"
        times = " | ".join(f"{1000 * cuts[place - 1]:.0f}" for place in (50, 95, 99))
        return f"| {name} | {rate:.0f} | {ratio} | {times} | {len(self.errors)} |"


async def read(address: str, pages: Sequence[str], readers: int, seconds: float) -> Measured:
    """Let readers ask one page after the other, each waiting for its answer."""
    done = Measured()
    end = time.perf_counter() + seconds

    async def reader(first: int) -> None:
        place = first
        async with _browser() as session:
            while time.perf_counter() < end:
                await _asked(session, "GET", address + pages[place % len(pages)], done)
                place += 1

    started = time.perf_counter()
    await asyncio.gather(*(reader(first) for first in range(readers)))
    done.seconds = time.perf_counter() - started
    return done


async def signed_in(address: str, reporters: int) -> list[aiohttp.ClientSession]:
    """So many reporters, each signed in through the form."""
    sessions = [_browser() for _reporter in range(reporters)]
    for place, session in enumerate(sessions):
        await _sign_in(session, address, f"reporter{place}@example.invalid")
    return sessions


async def write(
    address: str, sessions: Sequence[aiohttp.ClientSession], codes: Sequence[str], seconds: float
) -> tuple[Measured, dict[str, str]]:
    """Let reporters save their draft again and again; what each was told to be saved last."""
    done, saved = Measured(), {}
    end = time.perf_counter() + seconds

    async def reporter(session: aiohttp.ClientSession, code: str) -> None:
        path = f"{address}/trabajo/valores/{code}/2026/"
        figure = 0
        while time.perf_counter() < end:
            form = _hidden(await (await session.get(f"{path}?corregir=1")).text())
            figure += 1
            typed = {**form, "value": str(figure), "numerator": str(figure), "denominator": "1000", "action": "save"}
            if await _asked(session, "POST", path, done, data=typed, allow_redirects=False):
                saved[code] = str(figure)

    started = time.perf_counter()
    await asyncio.gather(*(reporter(session, code) for session, code in zip(sessions, codes, strict=True)))
    done.seconds = time.perf_counter() - started
    for session in sessions:
        await session.close()
    return done, saved


def _browser() -> aiohttp.ClientSession:
    """One connection and its cookies; the address is a number, whose cookies are kept only when told so."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=1),
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        timeout=aiohttp.ClientTimeout(60),
    )


async def _asked(session: aiohttp.ClientSession, method: str, address: str, done: Measured, **more: Any) -> bool:
    started = time.perf_counter()
    try:
        async with session.request(method, address, **more) as answer:
            await answer.read()
            if answer.status >= 400:
                done.errors.append(f"{address}: {answer.status}")
                return False
    except aiohttp.ClientError as error:
        done.errors.append(f"{address}: {error!r}")
        return False
    done.times.append(time.perf_counter() - started)
    return True


async def _sign_in(session: aiohttp.ClientSession, address: str, email: str) -> None:
    page = await (await session.get(f"{address}/cuenta/entrar/")).text()
    sent = {**_hidden(page, "//main//form"), "login": email, "password": PASSWORD}
    async with session.post(f"{address}/cuenta/entrar/", data=sent, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()


def _hidden(page: str, where: str = "//form[@id='value-form']") -> dict[str, str]:
    found = html.fromstring(page).xpath(where)[0].xpath(".//input[@type='hidden']")
    return {field.get("name"): field.get("value", "") for field in found}


@contextmanager
def empty_view() -> Iterator[str]:
    """The address of a Django project with one view that answers nothing, served alike."""
    port = free_port()
    command = ["-m", "gunicorn", "benchmarks.empty_view:application", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "error"]
    process = subprocess.Popen([sys.executable, *command, *options], cwd=ROOT)
    try:
        time.sleep(3)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def measure(name: str, database: dict[str, object] | None, asked: argparse.Namespace, beside: Measured) -> list[str]:
    """The rows of one database."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder) / "home", database) as made:
        installation = Installation({**made.environment, "RUMBO_LANG": "es"})
        codes = installation.run(PREPARE, str(asked.reporters)).split()[-asked.reporters :]
        with serving(installation) as site:
            asyncio.run(read(site.address, PAGES, 4, 5))  # warm
            reading = asyncio.run(read(site.address, PAGES, asked.readers, asked.seconds))
            rows.append(reading.row(f"{name}: {asked.readers} readers", beside))
            both = asyncio.run(_both(site.address, codes, asked))
            rows.append(both[0].row(f"{name}: {asked.readers} readers, while reporters save", beside))
            rows.append(both[1].row(f"{name}: {asked.reporters} reporters saving, while readers read", beside))
            lost = _lost(installation.run(TELL), both[2])
        errors = [*reading.errors, *both[0].errors, *both[1].errors]
        rows += [f"<!-- {name}: {len(lost)} saved figures lost {lost[:3]}; errors {errors[:3]} -->"]
    return rows


async def _both(
    address: str, codes: Sequence[str], asked: argparse.Namespace
) -> tuple[Measured, Measured, dict[str, str]]:
    sessions = await signed_in(address, len(codes))
    reading, (writing, saved) = await asyncio.gather(
        read(address, PAGES, asked.readers, asked.seconds), write(address, sessions, codes, asked.seconds)
    )
    return reading, writing, saved


def _lost(told: str, saved: dict[str, str]) -> list[str]:
    """Drafts that are not what their reporter was last told."""
    kept = dict(re.findall(r"^(\S+)=(\S*)$", told, re.MULTILINE))
    return [code for code, figure in saved.items() if kept.get(code) != figure]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reporters", type=int, default=10)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    asked = parser.parse_args(sys.argv[sys.argv.index("site") + 1 :] if "site" in sys.argv else [])
    with empty_view() as address:
        asyncio.run(read(address, ["/"], 4, 2))
        beside = asyncio.run(read(address, ["/"], asked.readers, asked.seconds))
    print("| | requests/s | × an empty view | p50 ms | p95 ms | p99 ms | errors |\n|---|---|---|---|---|---|---|")
    print(beside.row("empty Django view"))
    given = os.environ.get("RUMBO_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
    databases = {"sqlite": None, "postgresql": dict(dj_database_url.parse(given))}
    for name, database in databases.items():
        if asked.database in {name, "both"}:
            print("\n".join(measure(name, database, asked, beside)))


if __name__ == "__main__":
    main()
