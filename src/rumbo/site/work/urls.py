"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from rumbo.site.work.views import evidence, home, value, workbook

app_name = "work"
_VALUE = "valores/<str:code>/<int:year>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("excel/", workbook.workbook, name="workbook"),
    path("excel/plantilla/", workbook.template, name="template"),
    path("excel/<uuid:token>/", workbook.workbook_check, name="workbook_check"),
    path(_VALUE, value.value, name="value"),
    path(f"{_VALUE}calculo/", value.judge, name="judge"),
    path(f"{_VALUE}presencia/", value.presence, name="presence"),
    path(f"{_VALUE}devolucion/", value.give_back, name="hand_back"),
    path(f"{_VALUE}archivos/<str:sha256>/", evidence.evidence, name="evidence"),
]
