"""How do several files travel as one? As a ZIP archive that is the same to the byte for the same files."""

import io
import zipfile
from collections.abc import Mapping

MEDIA_TYPE = "application/zip"

#: The earliest moment that the format knows; the true moments stand inside the files.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of the files, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_MOMENT), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
