"""The addresses of the site: Spanish at the root, English under ``/en/``; what machines read has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from rumbo.site.api.docs import docs

urlpatterns = [
    path("", include("rumbo.site.operation.urls")),
    path("api/v1/", include("rumbo.site.api.urls")),
    *i18n_patterns(
        path("", include("rumbo.site.public.urls")),
        path("interfaz/", docs, name="api_docs"),
        path("trabajo/", include("rumbo.site.work.urls")),
        path("revision/", include("rumbo.site.review.urls")),
        path("seguimiento/", include("rumbo.site.following.urls")),
        path("emision/", include("rumbo.site.issuing.urls")),
        path("auditoria/", include("rumbo.site.audit.urls")),
        path("personas/", include("rumbo.site.people.urls")),
        path("comercio/", include("rumbo.site.trade.urls")),
        path("datos/", include("rumbo.site.open_data.urls")),
        path("calendario/", include("rumbo.site.calendars.urls")),
        path("tareas/", include("rumbo.site.jobs.urls")),
        path("cuenta/", include("rumbo.site.people.account_urls")),
        prefix_default_language=False,
    ),
]

handler400 = "rumbo.site.faults.bad_request"
handler403 = "rumbo.site.faults.refused"
handler404 = "rumbo.site.faults.not_found"
handler500 = "rumbo.site.faults.broken"
