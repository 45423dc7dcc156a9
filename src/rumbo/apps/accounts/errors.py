"""What the register of people refuses."""

from rumbo.core.errors import RumboError


class AccessError(RumboError):
    """The register of people refuses: a role that may not, the last administrator. Nothing was stored."""
