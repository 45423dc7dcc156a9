"""The Django application of the calendars."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Secret addresses of calendars."""

    name = "rumbo.apps.calendars"
    label = "calendars"
