"""What browsers are told: which sources a page may use, how cookies travel, what no page may do."""

from datetime import timedelta

from csp.constants import NONE, SELF

from rumbo.site.environment import flag, site_address

_ADDRESS = site_address()
_SECURE = bool(_ADDRESS and _ADDRESS.secure)

#: No inline script, no inline style, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _SECURE else 0
SECURE_SSL_REDIRECT = False
"""The proxy in front of the site sends readers to https; the server itself speaks http behind it."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("RUMBO_BEHIND_PROXY") else None
USE_X_FORWARDED_HOST = False
CSRF_TRUSTED_ORIGINS = [_ADDRESS.origin] if _ADDRESS else []
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rumbo.site.faults.forged_form"
