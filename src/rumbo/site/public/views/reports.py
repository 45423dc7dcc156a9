"""The pages of the published reports: the list, one report, its files, what differs between two."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from rumbo.core.exchange.differences import summary
from rumbo.site.caching import public_page
from rumbo.site.public.changes import between
from rumbo.site.public.lights import in_order
from rumbo.site.public.published import as_issued, content_of, files_of, one_of_each, published, published_report
from rumbo.site.public.told import apart, told

#: Read in the browser; the others are saved.
_READ = frozenset({"PDF"})


@public_page
def reports(request: HttpRequest) -> HttpResponse:
    """Every published report, the latest first."""
    found = published()
    listed = [(record, one_of_each(files_of(record.report)), as_issued(record.report)) for record in found]
    simulated = any(model.simulated for _record, _files, model in listed if model)
    return render(request, "public/reports.html", {"reports": listed, "simulated": simulated})


@public_page
def report(request: HttpRequest, number: str) -> HttpResponse:
    """One published report: what it says in short, its files, what it was made from."""
    record = published_report(number)
    if record is None:
        return _unpublished(request, number)
    model, every = as_issued(record.report), published()
    place = every.index(record)
    context = {
        "record": record,
        "files": files_of(record.report),
        "model": model,
        "lights": in_order(model.lights) if model else {},
        "simulated": model.simulated if model else False,
        "after": every[place - 1] if place else None,
        "before": every[place + 1] if place + 1 < len(every) else None,
    }
    return render(request, "public/report.html", context)


def file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """A file of a published report, to the byte as it was issued; it never changes."""
    record = published_report(number)
    found = next((f for f in files_of(record.report) if f.name == name), None) if record else None
    if found is None:
        raise Http404(f"{number}/{name}")
    tag = f'"{found.sha256}"'
    if unchanged := get_conditional_response(request, etag=tag):
        return unchanged
    answer = HttpResponse(content_of(found), content_type=found.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(found.format not in _READ, found.name) or ""
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.headers["ETag"] = tag
    return answer


@public_page
def differences(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """What differs between two published reports, most important first."""
    earlier, later = published_report(old), published_report(new)
    if earlier is None or later is None:
        return _unpublished(request, new if earlier else old)
    found = between(earlier, later)
    main, inner = apart(found.changes if found else ())
    context = {
        "old": earlier,
        "new": later,
        "found": found,
        "told": summary(found) if found else "",
        "changes": told(main),
        "inner": told(inner),
        "simulated": bool(found and (found.old.simulated or found.new.simulated)),
    }
    return render(request, "public/differences.html", context)


def _unpublished(request: HttpRequest, number: str) -> HttpResponse:
    """A number that no published report has; whether one was issued under it is not told."""
    return render(request, "public/no_report.html", {"asked": number[:80]}, status=HTTPStatus.NOT_FOUND)
