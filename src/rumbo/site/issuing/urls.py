"""Addresses of the room."""

from django.urls import path

from rumbo.site.issuing import views

app_name = "issuing"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/", views.of_year, name="year"),
    path("<int:year>/firmar/", views.sign, name="sign"),
    path("<int:year>/imprimir/", views.preview, name="preview"),
    path("<int:year>/emitir/", views.issue, name="issue"),
    path("reportes/<str:number>/publicar/", views.publish, name="publish"),
    path("reportes/<str:number>/<str:name>", views.file, name="file"),
]
