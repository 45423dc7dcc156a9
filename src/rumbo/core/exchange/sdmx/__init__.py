"""How does a statistical office read the report? As SDMX: a structure in two languages, and observations.

The structure needs the policy (its agency, its dimensions), which the renderers of the report do not know; this is why
SDMX stands beside them and is not one of their formats. pysdmx writes the structure; the data are SDMX-CSV 2.0, whose
few rules are kept here, because the library's own data writers need pandas and an older Arrow than the lake's.
"""

from rumbo.core.exchange.sdmx.data import DATA_MEDIA_TYPE, data_csv
from rumbo.core.exchange.sdmx.files import sdmx_files, sdmx_zip
from rumbo.core.exchange.sdmx.structure import STRUCTURE_MEDIA_TYPES, Standard, structure_xml

__all__ = [
    "DATA_MEDIA_TYPE",
    "STRUCTURE_MEDIA_TYPES",
    "Standard",
    "data_csv",
    "sdmx_files",
    "sdmx_zip",
    "structure_xml",
]
