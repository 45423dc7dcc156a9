"""Settings of an installation, read from the environment; the defaults are the embedded ones.

The variables are told in :mod:`rumbo.core.variables`. What concerns signing in is in
:mod:`rumbo.site.settings_accounts`, what browsers are told in :mod:`rumbo.site.settings_browsers`.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url

from rumbo.core.place import time_zone
from rumbo.core.workspace import workspace
from rumbo.site.environment import allowed_hosts, flag, site_address, whole_number
from rumbo.site.gathered import static_settings
from rumbo.site.settings_accounts import *  # noqa: F403 - a part of these settings
from rumbo.site.settings_accounts import ACCOUNT_APPS, ACCOUNT_MIDDLEWARE
from rumbo.site.settings_browsers import *  # noqa: F403 - a part of these settings

_HOME = workspace()
_SITE = Path(__file__).parent


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
ALLOWED_HOSTS = allowed_hosts()
SITE_ADDRESS = site_address()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *ACCOUNT_APPS,
    "csp",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "rumbo.apps.accounts",
    "rumbo.apps.ledger",
    "rumbo.apps.desk",
    "rumbo.apps.following",
    "rumbo.apps.jobs",
    "rumbo.apps.calendars",
    "rumbo.apps.reminders",
    "rumbo.site",
]
MIDDLEWARE = [
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "rumbo.site.middleware.language.speak",
    "django.middleware.common.CommonMiddleware",
    "rumbo.site.middleware.size.Size",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *ACCOUNT_MIDDLEWARE,
    "rumbo.site.middleware.forms.Forms",
    "rumbo.site.middleware.faults.Faults",
    "rumbo.site.middleware.access.Access",
]
ROOT_URLCONF = "rumbo.site.urls"
WSGI_APPLICATION = "rumbo.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rumbo.site.context.site",
            ],
            "builtins": ["rumbo.site.templatetags.rumbo"],
        },
    }
]
#: How long one process waits for another that is recording.
_PATIENCE = whole_number("RUMBO_LEDGER_PATIENCE_SECONDS", 30)
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{_HOME.database}",
        conn_max_age=whole_number("RUMBO_DATABASE_KEEP_SECONDS", 60),
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": _PATIENCE,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 3000}},
}
#: Long work waits in the database until a worker takes it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = time_zone().key
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
EVIDENCE_ROOT = Path(_HOME.evidence)
LEDGER_PATIENCE_SECONDS = _PATIENCE
EVIDENCE_MOST_BYTES = 50 * 1024 * 1024
#: Whether a reporter submits; otherwise drafts go to the head of the entity, who does.
REPORTERS_SUBMIT = not flag("RUMBO_HEADS_SUBMIT")
#: What looks for viruses in files that arrive: ``clamd:<socket or host:port>``, or a command; empty for nothing.
VIRUS_SCAN = os.environ.get("RUMBO_VIRUS_SCAN", "").strip()

#: Files that never change while the server runs; ``rumbo serve`` gathers them under hashed names and sets the folder.
STATIC_URL = "/static/"
_STATIC = static_settings(os.environ.get("RUMBO_STATIC_ROOT", ""))
STATIC_ROOT, STORAGES = _STATIC["STATIC_ROOT"], _STATIC["STORAGES"]
WHITENOISE_USE_FINDERS = _STATIC["WHITENOISE_USE_FINDERS"]

#: Forms: a sheet with its breakdowns has some hundred fields; more is an attack.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
REQUEST_MOST_BYTES = 4 * EVIDENCE_MOST_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("RUMBO_MAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = _HOME.home / "mail"
EMAIL_HOST = os.environ.get("RUMBO_MAIL_HOST", "localhost")
EMAIL_PORT = whole_number("RUMBO_MAIL_PORT", 25, least=1)
EMAIL_HOST_USER = os.environ.get("RUMBO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("RUMBO_MAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("RUMBO_MAIL_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("RUMBO_MAIL_FROM", "rumbo@localhost")

LOGGING_CONFIG = None
