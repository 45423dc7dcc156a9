"""When may a page of statistics be given again? While nothing that it shows has changed: figures, tables, rule."""

import hashlib

from django.http import HttpRequest

from rumbo.site.caching import kept_by, page_mark
from rumbo.site.trade.source import data_mark

_LARGEST_KEPT = 128 * 1024


def lake_mark(request: HttpRequest) -> str:
    """What a page of statistics depends on, as one short text."""
    return hashlib.sha256((page_mark(request) + data_mark()).encode()).hexdigest()[:32]


#: Keeps a page of statistics until the data change, too.
lake_page = kept_by(lake_mark, largest=_LARGEST_KEPT)
