"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from rumbo.site.following.views import commitments, evidence, home, matters, recommendations

app_name = "following"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tomar/", home.take, name="take_up"),
    path("tomar/varias/", home.take_several, name="take_up_several"),
    path("casos/<int:number>/", matters.case, name="case"),
    path("casos/<int:number>/archivos/<str:sha256>/", evidence.of_case, name="case_evidence"),
    path("compromisos/", commitments.commitments, name="commitments"),
    path("compromisos/recordatorios/", commitments.remind_all, name="remind"),
    path("compromisos/matriz.<str:form>", commitments.file, name="commitments_file"),
    path("compromisos/<int:number>/", commitments.commitment, name="commitment"),
    path("compromisos/<int:number>/archivos/<str:sha256>/", evidence.of_commitment, name="commitment_evidence"),
    path("recomendaciones/", recommendations.recommendations, name="recommendations"),
    path("recomendaciones/<int:number>/", matters.recommendation, name="recommendation"),
    path(
        "recomendaciones/<int:number>/archivos/<str:sha256>/",
        evidence.of_recommendation,
        name="recommendation_evidence",
    ),
]
