"""Django's name for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.accounts"
    label = "accounts"
