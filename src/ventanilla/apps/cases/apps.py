"""Django's name for this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.cases"
    label = "cases"
