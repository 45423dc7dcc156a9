"""The Django application of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Values, transitions, evidence, campaigns and issued reports."""

    name = "rumbo.apps.ledger"
    label = "ledger"
