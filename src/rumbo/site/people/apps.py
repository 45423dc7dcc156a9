"""The Django application of signing in; it keeps no records of its own, it listens."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Sign-in, own page, administration of people."""

    name = "rumbo.site.people"
    label = "people"

    def ready(self) -> None:
        """Listen to what happens at the door, and register the checks; last, after the applications listened to."""
        from rumbo.site.people import checks, log  # noqa: F401, PLC0415 - importing them connects them
