"""Django's name for this app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.catalogue"
    label = "catalogue"
