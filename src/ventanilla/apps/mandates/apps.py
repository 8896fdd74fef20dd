"""Django's name for this app."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.mandates"
    label = "mandates"
