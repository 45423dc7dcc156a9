"""The files of the open data: downloads, one indicator, catalogue, feeds."""

from django.http import Http404, HttpRequest, HttpResponse

from rumbo.core.exchange.dcat import JSON_LD_MEDIA_TYPE, TURTLE_MEDIA_TYPE, catalogue_json_ld, catalogue_turtle
from rumbo.core.language import language
from rumbo.site.open_data import feeds
from rumbo.site.open_data.answering import file_answer
from rumbo.site.open_data.catalogue import catalogue
from rumbo.site.open_data.downloads import download
from rumbo.site.open_data.one_indicator import FORMS, indicator_csv, indicator_json, indicator_rows, saved_as
from rumbo.site.open_data.publisher import publication
from rumbo.site.policy_shown import policy


def file(request: HttpRequest, name: str) -> HttpResponse:
    """One of the files."""
    found = download(name, publication(request), language())
    if found is None:
        raise Http404(name)
    return file_answer(request, found.content, found.media_type, found.saved_as)


def indicator(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What is known of one indicator, as CSV or JSON."""
    known = next((one for one in policy().indicators if one.code == code), None)
    if known is None or form not in FORMS:
        raise Http404(code)
    rows = indicator_rows(known)
    content = indicator_csv(known, rows) if form == "csv" else indicator_json(known, rows)
    return file_answer(request, content, FORMS[form], saved_as(known, rows, form))


def catalogue_as_json_ld(request: HttpRequest) -> HttpResponse:
    """The catalogue for data portals, as JSON-LD."""
    content = catalogue_json_ld(catalogue(request, language()))
    return file_answer(request, content, JSON_LD_MEDIA_TYPE, "catalogo.jsonld", attached=False)


def catalogue_as_turtle(request: HttpRequest) -> HttpResponse:
    """The same catalogue as Turtle."""
    content = catalogue_turtle(catalogue(request, language()))
    return file_answer(request, content, TURTLE_MEDIA_TYPE, "catalogo.ttl", attached=False)


def reports_feed(request: HttpRequest) -> HttpResponse:
    """The published reports as Atom."""
    return file_answer(request, feeds.reports_feed(request), feeds.MEDIA_TYPE, "informes.xml", attached=False)


def alerts_feed(request: HttpRequest) -> HttpResponse:
    """The public alerts as Atom."""
    return file_answer(request, feeds.alerts_feed(request), feeds.MEDIA_TYPE, "alertas.xml", attached=False)
