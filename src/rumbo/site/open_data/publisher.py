"""Who publishes the open data, under which licence, and from which address?"""

import os

from django.http import HttpRequest
from django.urls import reverse

from rumbo.core.exchange.publication import CC_BY, ODC_BY, Licence, Publication, Publisher
from rumbo.site.policy_shown import policy

_LICENCES = {licence.name: licence for licence in (ODC_BY, CC_BY)}


def licence() -> Licence:
    """The licence of the data: ``RUMBO_DATA_LICENCE``, else the one of Peru's open data portal."""
    return _LICENCES.get(os.environ.get("RUMBO_DATA_LICENCE", ""), ODC_BY)


def publication(request: HttpRequest) -> Publication:
    """The publication of this installation, by the institution that leads the policy."""
    unit = policy().lead_unit
    name = policy().entity(unit.entity).name if unit.entity else unit.unit
    homepage = os.environ.get("RUMBO_PUBLISHER_HOMEPAGE") or request.build_absolute_uri("/")
    email = os.environ.get("RUMBO_DATA_EMAIL", "")
    address = request.build_absolute_uri(reverse("open_data:home")).rstrip("/")
    return Publication(address, Publisher(name, homepage, email), licence())
