"""How is a secret that opens a door made, and how is it known again without being kept?

Secrets are made here only, of 256 random bits: nobody guesses one, so a plain SHA-256 keeps it, without salt, and finds
it again by an index. Passwords, which people choose, are kept by Django's slow hash instead.
"""

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """A secret that is shown once; the prefix lets a person, or a scanner of leaked secrets, see what it opens."""
    return prefix + secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What is stored of a secret: SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
