"""A provider of identity on this machine: discovery, keys, authorization, tokens, user information, over real HTTP.

It signs with RSA keys of its own (joserfc) and can be told to lie in one point.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "rumbo", "a secret that both know"


@dataclass
class Provider:
    """What the provider knows of who signs in, and in which point it lies."""

    issuer: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "7", "email": "Lead@example.invalid", "email_verified": True, "name": "Lead"}
    )
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims of the signed statement that differ from what they should be; ``None`` leaves one out."""
    known: dict[str, Any] = field(default_factory=dict)
    """What the user information says otherwise than the signed statement."""
    published_issuer: str = ""
    signing: str = "RS256"
    foreign_key: bool = False
    id_token: str | None = None
    """A statement to give out as it is."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    """Every authorization request, as it came."""

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.published_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign the person in without a question; where to send the browser back to."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """The signed statement for a code; ``None`` where the code, the client or the proof key is wrong."""
        asked = self.codes.pop(given.get("code", ""), None)
        if not asked or given.get("client_secret") != SECRET or not _proves(given, asked):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked.get("nonce")}
        claims = {**claims, "sub": self.person["sub"], **self.claims}
        return {
            "access_token": "open",
            "token_type": "Bearer",
            "id_token": self.id_token or self._signed({k: v for k, v in claims.items() if v is not None}),
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": self.signing, "kid": "one"}
        if self.signing.startswith("HS"):
            return jwt.encode(header, claims, OctKey.import_key(SECRET), algorithms=[self.signing])
        key = RSAKey.generate_key(2048, {"kid": "one"}) if self.foreign_key else self.key
        return jwt.encode(header, claims, key)


def _proves(given: dict[str, str], asked: dict[str, str]) -> bool:
    """Whether the verifier fits the challenge (PKCE, S256)."""
    made = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=")
    return asked.get("code_challenge_method") == "S256" and made.decode() == asked.get("code_challenge")


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, answering on a port of its own until the block ends."""
    provider = Provider()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self._say(provider.discovery())
            elif parts.path == "/keys":
                self._say({"keys": [provider.key.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer open":
                self._say({**provider.person, **provider.known})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            self._say(made or {"error": "invalid_grant"}, 200 if made else 400)

        def _say(self, document: dict[str, Any], status: int = 200) -> None:
            written = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_told: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
