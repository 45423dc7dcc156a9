"""Addresses of the room."""

from django.urls import path

from rumbo.site.open_data.views import files, pages

app_name = "open_data"
urlpatterns = [
    path("", pages.home, name="home"),
    path("archivos/<str:name>", files.file, name="file"),
    path("indicadores/<str:code>.<slug:form>", files.indicator, name="indicator"),
    path("catalogo.jsonld", files.catalogue_as_json_ld, name="catalogue_json_ld"),
    path("catalogo.ttl", files.catalogue_as_turtle, name="catalogue_turtle"),
    path("informes/atom.xml", files.reports_feed, name="reports_feed"),
    path("alertas/atom.xml", files.alerts_feed, name="alerts_feed"),
]
