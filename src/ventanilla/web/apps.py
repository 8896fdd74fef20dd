"""``web`` as Django sees it: templates, static files, translations."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No models."""

    name = "ventanilla.web"
    label = "web"
