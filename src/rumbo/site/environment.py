"""What the environment says of the site, read once and checked: every fault is told with how to mend it."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

_YES = frozenset({"1", "true", "yes", "on", "si", "sí"})
_NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Address:
    """The public address of the site, ``https://rumbo.example``.

    Attributes:
        scheme: http or https.
        host: name without port.
        origin: scheme, name and port, as browsers send it.
    """

    scheme: str
    host: str
    origin: str

    @property
    def secure(self) -> bool:
        """Whether readers come by https."""
        return self.scheme == "https"


def site_address() -> Address | None:
    """``RUMBO_SITE_URL`` in its parts; ``None`` where it is not set.

    Raises:
        InputError: it is no address of a site.
    """
    given = os.environ.get("RUMBO_SITE_URL", "").strip()
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise InputError(
            Problem(
                _("“{given}” is no address of a site.").format(given=given),
                "RUMBO_SITE_URL",
                _("Write scheme and name alone, for instance https://rumbo.example."),
            )
        )
    return Address(parts.scheme, parts.hostname, f"{parts.scheme}://{parts.netloc}")


def allowed_hosts() -> list[str]:
    """Names under which the site answers: this machine's, the one of its address, and those of ``RUMBO_HOSTS``."""
    address = site_address()
    named = [host.strip() for host in os.environ.get("RUMBO_HOSTS", "").split(",") if host.strip()]
    return ["localhost", "127.0.0.1", "[::1]", *([address.host] if address else []), *named]


def flag(name: str) -> bool:
    """Whether a variable says yes; unset says no.

    Raises:
        InputError: it says neither yes nor no.
    """
    given = os.environ.get(name, "").strip().lower()
    if given not in _YES | _NO:
        raise InputError(Problem(_("“{given}” says neither yes nor no.").format(given=given), name, _("Write 1 or 0.")))
    return given in _YES


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of a variable.

    Raises:
        InputError: it is no whole number, or lies below ``least``.
    """
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal() or int(given) < least:
        raise InputError(
            Problem(
                _("“{given}” is no whole number of at least {least}.").format(given=given, least=least),
                name,
                _("Write for instance {default}.").format(default=default),
            )
        )
    return int(given)
