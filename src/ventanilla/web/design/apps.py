"""The design system as a Django application: it only brings template tags and the gallery."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """No models: what it holds is in its folders."""

    name = "ventanilla.web.design"
    label = "design"
