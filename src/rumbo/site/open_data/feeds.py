"""What is new? Published reports and public alerts as Atom feeds, for readers that follow by themselves."""

import uuid
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure

from rumbo.core.language import _, language
from rumbo.core.reporting.labels import report_name, simulated_mark
from rumbo.site.open_data.figures_published import last_change
from rumbo.site.open_data.publisher import licence, publication
from rumbo.site.policy_shown import policy
from rumbo.site.public.public_alerts import PublicAlert, public_alerts
from rumbo.site.public.published import as_issued, files_of, published
from rumbo.site.shown import of_year, report_of

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


class _Feed(Atom1Feed):
    """An Atom feed whose moment is that of its latest entry; of an empty one, that of the last public change."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else last_change()


def reports_feed(request: HttpRequest) -> bytes:
    """The published reports, the latest first, with their files."""
    feed = _new_feed(request, "reports", _("Published reports"), reverse("public:reports"))
    for record in published():
        issued = record.report
        model = as_issued(issued)
        simulated = bool(model and model.simulated)
        title = _("{report} {year}, {number}").format(report=report_name(), year=issued.year, number=issued.number)
        page = request.build_absolute_uri(reverse("public:report", args=[issued.number]))
        feed.add_item(
            title=_marked(title, simulated=simulated),
            link=page,
            description=_("It was issued with the values of {year} and made public.").format(year=issued.year),
            unique_id=_id("report", issued.number),
            pubdate=record.published_at,
            updateddate=record.published_at,
            author_name=publication(request).publisher.name,
            enclosures=[
                Enclosure(
                    request.build_absolute_uri(reverse("public:report_file", args=[issued.number, file.name])),
                    str(file.size or 0),
                    file.media_type.partition(";")[0],
                )
                for file in files_of(issued)
            ],
        )
    return _written(feed)


def alerts_feed(request: HttpRequest) -> bytes:
    """The public alerts, the latest first."""
    feed = _new_feed(request, "alerts", _("Public alerts"), reverse("public:alerts"))
    for alert in public_alerts():
        _add_alert(feed, request, alert)
    return _written(feed)


def _add_alert(feed: _Feed, request: HttpRequest, alert: PublicAlert) -> None:
    case = alert.case
    route = reverse(alert.route, args=[case.key.subject]) if alert.route else reverse("public:alerts")
    title = f"{case.key.subject}: {alert.title} ({case.key.year})"
    moments = [case.public_since, *(commitment.begun_at for commitment in case.commitments)]
    simulated = report_of(of_year(case.key.year)).simulated
    feed.add_item(
        title=_marked(title, simulated=simulated),
        link=request.build_absolute_uri(route),
        description=f"{case.message} {case.action}",
        unique_id=_id("alert", *map(str, case.key)),
        pubdate=case.public_since,
        updateddate=max(moment for moment in moments if moment),
        author_name=publication(request).publisher.name,
    )


def _new_feed(request: HttpRequest, name: str, title: str, page: str) -> _Feed:
    told = publication(request)
    return _Feed(
        title=f"{title}: {policy().short_title}",
        link=request.build_absolute_uri(page),
        description=policy().title,
        language=language(),
        author_name=told.publisher.name,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_id("feed", name, language()),
        feed_copyright=licence().title,
    )


def _id(*parts: str) -> str:
    """An id that stays whatever the address of the installation and the language are."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("rumbo", policy().code, *parts))).urn


def _marked(title: str, *, simulated: bool) -> str:
    return f"[{simulated_mark()}] {title}" if simulated else title


def _written(feed: _Feed) -> bytes:
    return feed.writeString("utf-8").encode()
