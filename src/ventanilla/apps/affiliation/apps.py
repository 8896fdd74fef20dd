"""Django's name for this app."""

from django.apps import AppConfig


class AffiliationConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.affiliation"
    label = "affiliation"
