"""Django's name for this app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.demo"
    label = "demo"
