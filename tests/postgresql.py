"""Run the tests of the applications and of the site again on PostgreSQL, where there is a server.

``RUMBO_TEST_DATABASE_URL`` names the server; under ``CI=true`` a missing one is a failure, elsewhere a line says so.
"""

import os
import subprocess
import sys

import psycopg

ADDRESS = os.environ.get("RUMBO_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")
#: What depends on the database.
TESTS = ("tests/apps", "tests/site")
#: What pages look like, and what they show of the lake, does not.
LEFT_OUT = tuple(
    f"--ignore=tests/site/{name}"
    for name in (
        "test_every_page_es.py",
        "test_every_page_en.py",
        "people/test_accessible.py",
        "work/test_in_browser.py",
        "trade",
        "public",
    )
)


#: The journey of a value by mouse is enough for the database; the other two ways are about the page.
NOT_AGAIN = (
    "--deselect=tests/site/test_journey.py::test_the_way_of_a_value[keyboard]",
    "--deselect=tests/site/test_journey.py::test_the_way_of_a_value[no-scripts]",
)


def main() -> int:
    """Return the exit code of the second run, or 0 with a line when it was left out."""
    try:
        psycopg.connect(ADDRESS, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        if os.environ.get("CI") == "true":
            sys.stderr.write(f"PostgreSQL is required here and does not answer: {reason}\n")
            return 1
        sys.stdout.write(f"PostgreSQL tests left out, no server answers: {reason}\n")
        return 0
    environment = os.environ | {"DATABASE_URL": ADDRESS}
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *TESTS, *LEFT_OUT, *NOT_AGAIN]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
