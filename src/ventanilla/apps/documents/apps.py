"""Django's name for this app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.documents"
    label = "documents"
