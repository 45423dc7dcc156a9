"""Addresses of the public pages."""

from django.urls import path

from rumbo.site.public.views import explanation, home, indicators, overview, reports, search, tree

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("objetivos/", tree.objectives, name="objectives"),
    path("objetivos/<str:code>/", tree.objective, name="objective"),
    path("lineamientos/<str:code>/", tree.guideline, name="guideline"),
    path("servicios/<str:code>/", tree.service, name="service"),
    path("indicadores/", indicators.indicators, name="indicators"),
    path("indicadores/<str:code>/", indicators.indicator, name="indicator"),
    path("indicadores/<str:code>/<int:year>/explicacion/", explanation.explanation, name="explanation"),
    path("buscar/", search.search, name="search"),
    path("metodologia/", overview.methodology, name="methodology"),
    path("informes/", reports.reports, name="reports"),
    path("informes/<str:number>/", reports.report, name="report"),
    path("informes/<str:old>/<str:new>/diferencias/", reports.differences, name="differences"),
    path("informes/<str:number>/<str:name>", reports.file, name="report_file"),
    path("alertas/", overview.alerts, name="alerts"),
    path("entidades/", overview.entities, name="entities"),
    path("entidades/<str:code>/", overview.entity, name="entity"),
]
