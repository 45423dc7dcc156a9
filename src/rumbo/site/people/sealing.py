"""How is a secret kept that must be read again, the seed of a person's codes? Sealed with the key of the site.

Whoever has the database alone cannot make codes. When the key of the site changes, second factors must be set up anew.
"""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> str:
    """The text, readable only with the key of the site."""
    return _lock().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text that was sealed.

    Raises:
        cryptography.fernet.InvalidToken: it was changed, or sealed with another key.
    """
    return _lock().decrypt(sealed.encode("ascii")).decode()


def _lock() -> Fernet:
    key = hashlib.sha256(b"rumbo second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
