"""Where are the customs lines kept, and how can any past state of them be read again?

Three Delta tables (lines, quarantine, snapshots) and a list of versions that makes every import one visible step.
"""

from rumbo.core.customs.lake.errors import LakeBusyError, LakeError, UnknownVersionError
from rumbo.core.customs.lake.incoming import Batch, IncomingFile, Origin
from rumbo.core.customs.lake.lake import Lake
from rumbo.core.customs.lake.versions import Version

__all__ = [
    "Batch",
    "IncomingFile",
    "Lake",
    "LakeBusyError",
    "LakeError",
    "Origin",
    "UnknownVersionError",
    "Version",
]
