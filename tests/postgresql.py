"""Run the tests of the applications again on PostgreSQL, where there is a server.

``RUMBO_TEST_DATABASE_URL`` names the server; under ``CI=true`` a missing one is a failure, elsewhere a line says so.
"""

import os
import subprocess
import sys

import psycopg

ADDRESS = os.environ.get("RUMBO_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/test")


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
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "tests/apps"]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
