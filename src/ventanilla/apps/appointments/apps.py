"""Django's name for this app."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.appointments"
    label = "appointments"
