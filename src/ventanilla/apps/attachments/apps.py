"""Django's name for this app."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.attachments"
    label = "attachments"
