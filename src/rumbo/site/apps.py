"""The Django application of the site: it keeps no records, it has templates, styles and checks."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages, interface, look."""

    name = "rumbo.site"
    label = "site"

    def ready(self) -> None:
        """Register the checks that run before the server starts."""
        from rumbo.site import checks  # noqa: F401, PLC0415 - importing it registers them
