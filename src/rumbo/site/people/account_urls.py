"""Addresses of the door: those of django-allauth that the site has, under the names that it knows them by.

There is none for making an account, for changing the address, or for tying other providers to an account.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as single_sign_on
from django.urls import path, re_path

from rumbo.site.people.single_sign_on import come_back, leave

urlpatterns = [
    path("entrar/", account.login, name="account_login"),
    path("salir/", account.logout, name="account_logout"),
    path("cerrada/", account.account_inactive, name="account_inactive"),
    path("confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path("contrasena/", account.password_change, name="account_change_password"),
    path("contrasena/definir/", account.password_set, name="account_set_password"),
    path("contrasena/olvidada/", account.password_reset, name="account_reset_password"),
    path("contrasena/olvidada/enviada/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("contrasena/lista/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("segundo-paso/", second_factor.index, name="mfa_index"),
    path("segundo-paso/codigo/", second_factor.authenticate, name="mfa_authenticate"),
    path("segundo-paso/confirmar/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("segundo-paso/aplicacion/", totp.activate_totp, name="mfa_activate_totp"),
    path("segundo-paso/aplicacion/retirar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("segundo-paso/respaldo/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("segundo-paso/respaldo/nuevos/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("institucion/cancelado/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("institucion/<slug:provider_id>/", leave, name="openid_connect_login"),
    path("institucion/<slug:provider_id>/retorno/", come_back, name="openid_connect_callback"),
]
