"""Django's name for this app."""

from django.apps import AppConfig


class OidcConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.oidc"
    label = "oidc"
