"""How the government's provider of identity is asked who someone is (OpenID Connect, authorization code with PKCE).

django-allauth speaks the protocol. What it leaves to the transport is checked here: that the issuer is the one that was
configured, that the provider signed the statement, for us, in answer to this very request (nonce), and that both
statements speak of one person.
"""

import secrets
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import get_request_param
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override

#: Signatures that only the provider can make; none that a client's secret, or nobody, could.
_SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
_CLOCKS_DIFFER_SECONDS = 60
#: How providers say that they have verified an address.
_YES = (True, "true")


class CheckedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The conversation with the provider, every statement of it checked."""

    nonce: str = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes of itself, under the name that was configured."""
        published: dict[str, Any] = super().openid_config
        if str(published.get("issuer", "")).rstrip("/") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("The provider publishes another issuer than the one configured.")
        return published

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address to come back to, whatever the reader's language: it is registered with the provider."""
        with override("es"):
            return str(super().get_callback_url(request, app))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **told: Any) -> SocialLogin:
        """Who came in, from two statements that agree.

        Raises:
            OAuth2Error: a statement is missing, forged, stale, meant for somebody else, or about somebody else.
        """
        claims = self._checked_claims(app, str(told["response"].get("id_token") or ""))
        known = self._fetch_user_info(token.token)
        if known.get("sub") != claims["sub"]:
            raise OAuth2Error("The provider's two statements speak of two people.")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": known, "id_token": claims})

    def _checked_claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(id_token),
                algorithms=_SIGNATURES,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=_CLOCKS_DIFFER_SECONDS,
                options={"require": _NEEDED},
            )
        except jwt.PyJWTError as refused:
            raise OAuth2Error("The provider's statement does not hold.") from refused
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("The provider's statement was made for another client.")
        if not self.nonce or not secrets.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("The provider's statement answers another request.")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        named = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            published = session.get(self.openid_config["jwks_uri"])
            published.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(published.json()).keys
        signing = [key for key in keys if key.public_key_use in {None, "sig"} and named in {None, key.key_id}]
        if len(signing) != 1:
            raise jwt.InvalidKeyError("The provider publishes no such key.")
        return signing[0]


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider, spoken to by the checked conversation."""

    oauth2_adapter_class = CheckedAdapter


class Return(OAuth2CallbackView):  # type: ignore[misc]
    """Where the provider sends people back to."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, refused = super()._get_state(request, provider)
        self.adapter.nonce = str((state or {}).get("nonce", ""))
        return state, refused


def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send someone to the provider, with a nonce of their own session."""
    nonce = secrets.token_urlsafe(32)
    wanted = get_request_param(request, "next") or ""
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    provider = _adapter(request, provider_id).get_provider()
    try:
        answer: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=wanted if inside else None,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except (requests.RequestException, OAuth2Error) as unreachable:
        answer = render_authentication_error(request, provider, exception=unreachable)
    return answer


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let someone in whom the provider names and who is known here."""
    answer: HttpResponse = Return.adapter_view(_adapter(request, provider_id))(request)
    return answer


def verified_address(login: SocialLogin) -> str:
    """The address that the provider vouches for; empty where it vouches for none."""
    known = login.account.extra_data.get("userinfo") or {}
    address = known.get("email")
    return address.strip().lower() if isinstance(address, str) and known.get("email_verified") in _YES else ""


def _adapter(request: HttpRequest, provider_id: str) -> CheckedAdapter:
    adapter = CheckedAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return adapter
