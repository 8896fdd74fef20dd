"""Django's name for this app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.payments"
    label = "payments"
