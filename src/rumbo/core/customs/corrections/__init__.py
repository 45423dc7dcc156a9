"""How are errors of the source corrected? As data, with what is expected to be found, and why.

A correction is no edit: the file of corrections stays beside the lake, each correction names its reason and its source,
and applying the file makes a new version that remembers what every line held. Once the source mends its error, the
line no longer holds what the correction expects, and the file is refused until somebody looks at it again.
"""

from rumbo.core.customs.corrections.applying import Corrected, apply_corrections
from rumbo.core.customs.corrections.reading import Correction

__all__ = ["Corrected", "Correction", "apply_corrections"]
