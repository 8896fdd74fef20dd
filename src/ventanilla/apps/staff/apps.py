"""Django's name for this app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.staff"
    label = "staff"
