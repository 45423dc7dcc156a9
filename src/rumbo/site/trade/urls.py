"""Addresses of the room."""

from django.urls import path

from rumbo.site.trade.views import explorer

app_name = "trade"
urlpatterns = [
    path("", explorer.explorer, name="explorer"),
    path("<slug:name>/", explorer.one, name="statistic"),
    path("<slug:name>/archivo.<slug:form>", explorer.file, name="file"),
]
