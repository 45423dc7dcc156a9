"""How does an analyst read the whole report as tables? As a Frictionless data package: CSV files and their description.

``datapackage.json`` says of every table what a row is, of every column its type, unit and meaning, and how the tables
hang together, so that programs in any language load them without guessing.
"""

from rumbo.core.exchange.package.files import DESCRIPTOR, package_files, package_zip
from rumbo.core.exchange.zipped import MEDIA_TYPE as ZIP_MEDIA_TYPE

__all__ = ["DESCRIPTOR", "ZIP_MEDIA_TYPE", "package_files", "package_zip"]
