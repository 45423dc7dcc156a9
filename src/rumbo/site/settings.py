"""Settings of an installation, read from the environment; the defaults are the embedded ones.

``RUMBO_HOME``: folder of the workspace. ``DATABASE_URL``: a PostgreSQL address; SQLite in the workspace without it.
``RUMBO_LEDGER_PATIENCE_SECONDS``: how long one process waits for another that is recording; 30 without it.
``RUMBO_SECRET_KEY``: key of the site's signatures; made once and kept in the workspace when not given.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url

from rumbo.core.place import time_zone
from rumbo.core.workspace import workspace

_HOME = workspace()


def _secret_key() -> str:
    """The key given, else the workspace's own, made the first time it is asked for."""
    if given := os.environ.get("RUMBO_SECRET_KEY"):
        return given
    kept = _HOME.home / "secret-key"
    if not kept.exists() and _HOME.home.is_dir():
        _keep_secret(kept, secrets.token_urlsafe(50))
    return kept.read_text(encoding="ascii") if kept.exists() else secrets.token_urlsafe(50)


def _keep_secret(kept: Path, made: str) -> None:
    """Write the key whole or not at all; where another process was faster, its key stays."""
    handle, temporary = tempfile.mkstemp(dir=_HOME.home, prefix=".secret-")
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(made)
    with contextlib.suppress(FileExistsError):
        os.link(temporary, kept)
    Path(temporary).unlink()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rumbo.apps.accounts",
    "rumbo.apps.ledger",
]
#: How long one process waits for another that is recording.
_PATIENCE = int(os.environ.get("RUMBO_LEDGER_PATIENCE_SECONDS", "30"))
DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{_HOME.database}", conn_max_age=0, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": _PATIENCE,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = time_zone().key
LANGUAGE_CODE = "es-pe"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
EVIDENCE_ROOT = Path(_HOME.evidence)
LEDGER_PATIENCE_SECONDS = _PATIENCE
EVIDENCE_MOST_BYTES = 50 * 1024 * 1024
