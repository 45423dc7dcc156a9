"""The Django application of cases, recommendations and commitments."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Cases of alerts, recommendations of evaluations, commitments and their entries."""

    name = "rumbo.apps.following"
    label = "following"
