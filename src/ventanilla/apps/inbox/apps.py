"""Django's name for this app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.inbox"
    label = "inbox"
