"""The Django application of entities, people and roles."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Entities, units, people and roles."""

    name = "rumbo.apps.accounts"
    label = "accounts"
