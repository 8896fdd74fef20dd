"""Django's name for this app."""

from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.signatures"
    label = "signatures"
