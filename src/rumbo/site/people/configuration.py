"""What the environment says of signing in: who needs a second factor, and which provider of identity vouches."""

import os
from typing import Any
from urllib.parse import urlsplit

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

#: How the provider is called in addresses.
PROVIDER = "institucional"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def second_factor_roles() -> frozenset[str]:
    """``RUMBO_SECOND_FACTOR_ROLES``, parted by commas; administrators where it is not set, nobody where it is empty.

    Whether the roles exist is checked before the server starts (:mod:`rumbo.site.people.checks`).
    """
    given = os.environ.get("RUMBO_SECOND_FACTOR_ROLES", "administrator")
    return frozenset(name.strip() for name in given.split(",") if name.strip())


def provider_of_identity() -> dict[str, Any]:
    """The settings of single sign-on; no provider where ``RUMBO_OIDC_ISSUER`` is not set.

    Raises:
        InputError: the issuer is no https address, or the client's name or secret is missing.
    """
    issuer = os.environ.get("RUMBO_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return _settings()
    client = os.environ.get("RUMBO_OIDC_CLIENT_ID", "").strip()
    secret = os.environ.get("RUMBO_OIDC_CLIENT_SECRET", "").strip()
    _check(issuer, {"RUMBO_OIDC_CLIENT_ID": client, "RUMBO_OIDC_CLIENT_SECRET": secret})
    app = {
        "provider_id": PROVIDER,
        "name": os.environ.get("RUMBO_OIDC_NAME", "").strip(),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return _settings(app)


def _settings(*apps: dict[str, Any]) -> dict[str, Any]:
    return {"openid_connect": {"provider_class": "rumbo.site.people.single_sign_on.Provider", "APPS": list(apps)}}


def _check(issuer: str, needed: dict[str, str]) -> None:
    problems = [
        Problem(_("Single sign-on needs {name}.").format(name=name), name, _("Set it as the provider gave it."))
        for name, value in needed.items()
        if not value
    ]
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        problems.append(
            Problem(
                _("“{given}” is no https address.").format(given=issuer),
                "RUMBO_OIDC_ISSUER",
                _("Write the issuer's address, for instance https://identity.example."),
            )
        )
    if problems:
        raise InputError(*problems)
