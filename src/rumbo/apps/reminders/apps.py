"""The Django application of the reminders."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Mails that ask for missing values."""

    name = "rumbo.apps.reminders"
    label = "reminders"
