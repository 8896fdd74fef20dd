"""Django's name for this app."""

from django.apps import AppConfig


class EventlogConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.eventlog"
    label = "eventlog"
