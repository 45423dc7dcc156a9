"""Addresses of the interface."""

from django.urls import path

from rumbo.site.api.interface import api

urlpatterns = [path("", api.urls)]
