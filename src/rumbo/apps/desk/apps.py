"""The Django application of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Drafts, submissions and who has a value open."""

    name = "rumbo.apps.desk"
    label = "desk"
