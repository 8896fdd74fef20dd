"""Django's name for this app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.cards"
    label = "cards"
