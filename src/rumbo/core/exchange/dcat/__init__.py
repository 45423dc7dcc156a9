"""How does a data portal find the data by itself? By a DCAT 3 catalogue (DCAT-AP), as JSON-LD and as Turtle.

The catalogue is written from records that the caller fills: addresses come from the site, sizes and hashes from the
bytes that it serves.
"""

from rumbo.core.exchange.dcat.content import Subject, catalogue_of, described, distribution
from rumbo.core.exchange.dcat.records import Catalogue, Dataset, Distribution, Words
from rumbo.core.exchange.dcat.writing import JSON_LD_MEDIA_TYPE, TURTLE_MEDIA_TYPE, catalogue_json_ld, catalogue_turtle

__all__ = [
    "JSON_LD_MEDIA_TYPE",
    "TURTLE_MEDIA_TYPE",
    "Catalogue",
    "Dataset",
    "Distribution",
    "Subject",
    "Words",
    "catalogue_json_ld",
    "catalogue_of",
    "catalogue_turtle",
    "described",
    "distribution",
]
