"""Addresses of the room: a person's own page, the invitation, and the administrators' pages."""

from django.urls import path

from rumbo.site.people import administration, joining, own

app_name = "people"
urlpatterns = [
    path("", administration.home, name="home"),
    path("invitar/", administration.invite, name="invite"),
    path("invitaciones/<int:pk>/enviar/", administration.send_again, name="send_again"),
    path("invitaciones/<int:pk>/retirar/", administration.withdraw, name="withdraw"),
    path("ingresos/", administration.sign_ins, name="sign_ins"),
    path("tokens/", administration.tokens, name="tokens"),
    path("tokens/<int:pk>/revocar/", administration.revoke_token, name="revoke_token"),
    path("<int:pk>/", administration.person, name="person"),
    path("<int:pk>/roles/", administration.give_role, name="give_role"),
    path("<int:pk>/roles/<int:held>/retirar/", administration.take_role, name="take_role"),
    path("<int:pk>/cerrar/", administration.deactivate, name="deactivate"),
    path("<int:pk>/abrir/", administration.reactivate, name="reactivate"),
    path("<int:pk>/segundo-paso/", administration.remove_second_factor, name="remove_second_factor"),
    path("<int:pk>/desbloquear/", administration.unlock, name="unlock"),
    path("yo/", own.own, name="self"),
    path("yo/sesiones/", own.end_sessions, name="end_sessions"),
    path("yo/sesiones/<int:pk>/", own.end_session, name="end_session"),
    path("yo/tokens/", own.new_token, name="new_token"),
    path("invitacion/<str:secret>/", joining.join, name="join"),
]
