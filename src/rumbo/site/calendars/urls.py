"""Addresses of the room."""

from django.urls import path

from rumbo.site.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.home, name="home"),
    path("fechas.ics", views.own_file, name="file"),
    path("direccion/nueva/", views.new_address, name="new_address"),
    path("direccion/cerrar/", views.close, name="close_address"),
    path("de/<str:secret>.ics", views.read_by_program, name="subscription"),
]
