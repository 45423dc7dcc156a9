"""Addresses of the operation."""

from django.urls import path

from rumbo.site.operation import views

app_name = "operation"
urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("estilo/<str:mark>/tokens.css", views.tokens, name="tokens"),
]
