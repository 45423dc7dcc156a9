"""Addresses of the room."""

from django.urls import path

from rumbo.site.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="home"),
    path("<uuid:id>/", views.job, name="job"),
    path("<uuid:id>/otra-vez/", views.again, name="again"),
    path("<uuid:id>/<str:name>", views.file, name="file"),
]
