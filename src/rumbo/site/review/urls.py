"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from rumbo.site.review.views import campaign, queue, value

app_name = "review"
_VALUE = "valores/<str:code>/<int:year>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.waiting, name="queue"),
    path("avance/", queue.advance, name="advance"),
    path("campana/", campaign.campaign, name="campaign"),
    path("campana/fechas/", campaign.open_or_change, name="open_campaign"),
    path("campana/plazo/", campaign.move, name="move_due"),
    path("campana/recordatorios/", campaign.remind_chosen, name="remind"),
    path(_VALUE, value.value, name="value"),
    path(f"{_VALUE}paso/", value.step, name="step"),
    path(f"{_VALUE}presencia/", value.presence, name="presence"),
]
