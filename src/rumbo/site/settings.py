"""Settings of an installation, read from the environment; the defaults are the embedded ones.

``RUMBO_HOME``: folder of the workspace. ``DATABASE_URL``: a PostgreSQL address; SQLite in the workspace without it.
``RUMBO_SECRET_KEY``: key of the site's signatures; made once and kept in the workspace when not given.
"""

import os
import secrets
from pathlib import Path

import dj_database_url

from rumbo.core.workspace import workspace

_HOME = workspace()


def _secret_key() -> str:
    """The key given, else the workspace's own, made the first time it is asked for."""
    if given := os.environ.get("RUMBO_SECRET_KEY"):
        return given
    kept = _HOME.home / "secret-key"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    made = secrets.token_urlsafe(50)
    if _HOME.home.is_dir():
        kept.touch(mode=0o600)
        kept.write_text(made, encoding="ascii")
    return made


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rumbo.apps.accounts",
    "rumbo.apps.ledger",
]
DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{_HOME.database}", conn_max_age=0, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "America/Lima"
LANGUAGE_CODE = "es-pe"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
EVIDENCE_ROOT = Path(_HOME.evidence)
EVIDENCE_MOST_BYTES = 50 * 1024 * 1024
