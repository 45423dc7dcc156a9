"""How people sign in: with a password and a second factor, or through the government's own provider of identity."""

from datetime import timedelta
from typing import Any

from rumbo.site.environment import flag, whole_number
from rumbo.site.people.configuration import provider_of_identity, second_factor_roles

ACCOUNT_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "rumbo.site.people",
]
ACCOUNT_MIDDLEWARE = [
    "allauth.account.middleware.AccountMiddleware",
    "rumbo.site.people.sessions.SessionLimits",
    "rumbo.site.people.second_factor.SecondFactor",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work:home"

ACCOUNT_ADAPTER = "rumbo.site.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"
#: An address is proven when its invitation is opened.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
#: For so many seconds after the password was typed it is not asked for again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
#: A second fence, in memory, against guessing from many addresses; django-axes keeps the first, in the database.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,30/h/key"}
ACCOUNT_FORMS = {
    "login": "rumbo.site.people.forms.SignInForm",
    "reauthenticate": "rumbo.site.people.forms.PasswordAgainForm",
    "change_password": "rumbo.site.people.forms.PasswordChangeForm",
    "set_password": "rumbo.site.people.forms.PasswordSetForm",
    "reset_password": "rumbo.site.people.forms.PasswordForgottenForm",
    "reset_password_from_key": "rumbo.site.people.forms.PasswordRenewForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(flag("RUMBO_BEHIND_PROXY"))

PASSWORD_LEAST_SIGNS = 12
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LEAST_SIGNS},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "rumbo.site.people.password_rules.UnlikeThePerson"},
]

MFA_ADAPTER = "rumbo.site.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
#: One step of 30 seconds before and after, for telephones whose clock is a little off.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Rumbo"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "rumbo.site.people.forms.SecondFactorForm",
    "reauthenticate": "rumbo.site.people.forms.SecondFactorAgainForm",
    "activate_totp": "rumbo.site.people.forms.SecondFactorStartForm",
}
#: Who must have a second factor before anything else opens.
SECOND_FACTOR_ROLES = second_factor_roles()

AXES_FAILURE_LIMIT = whole_number("RUMBO_SIGN_IN_ATTEMPTS", 5, least=1)
AXES_COOLOFF_TIME = timedelta(minutes=whole_number("RUMBO_LOCKOUT_MINUTES", 15, least=1))
#: One address from one place: nobody locks a colleague out from elsewhere, and no office locks itself out whole.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "rumbo.site.people.lockout.answer"
AXES_USERNAME_CALLABLE = "rumbo.site.people.lockout.address_tried"
AXES_CLIENT_IP_CALLABLE = "rumbo.site.people.requests.network_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "code"]
#: The log of sign-ins is kept by :mod:`rumbo.apps.accounts`, which knows the second factor and single sign-on as well.
AXES_DISABLE_ACCESS_LOG = True
#: Two years, so that an audit of a closed budget year still finds it: a choice, for the institution to settle.
SIGN_INS_KEPT_DAYS = whole_number("RUMBO_SIGN_INS_KEPT_DAYS", 730, least=1)
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

#: How long a session lasts: without a sign of life, and in all; and how many one person may have.
SESSION_IDLE = timedelta(minutes=whole_number("RUMBO_SESSION_IDLE_MINUTES", 60, least=1))
SESSION_LONGEST = timedelta(hours=whole_number("RUMBO_SESSION_HOURS", 12, least=1))
SESSIONS_EACH = whole_number("RUMBO_SESSIONS_EACH", 5, least=1)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())

SOCIALACCOUNT_ADAPTER = "rumbo.site.people.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = provider_of_identity()
