"""Addresses of the room."""

from django.urls import path

from rumbo.site.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.home, name="home"),
    path("asientos.csv", views.file, name="file"),
    path("verificar/", views.verify, name="verify"),
]
