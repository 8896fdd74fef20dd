"""Django's name for this app."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.programs"
    label = "programs"
