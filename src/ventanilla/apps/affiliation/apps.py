"""Django's name for this app."""

from django.apps import AppConfig


class AffiliationConfig(AppConfig):
    """See the package."""

    name = "ventanilla.apps.affiliation"
    label = "affiliation"

    def ready(self) -> None:
        """The tables of employers are beside the rest, in a module that imports them."""
        from . import models_familia, models_numeros, models_propios, models_registro, models_seguros  # noqa: F401 - to be known to Django is all it is imported for
