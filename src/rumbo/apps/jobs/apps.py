"""The Django application of background jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work and how far it is."""

    name = "rumbo.apps.jobs"
    label = "jobs"
