"""The application that connects the office to the outside once Django is ready."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """``config`` itself, as Django sees it: its management commands, and the wiring at start."""

    name = "ventanilla.config"
    label = "config"

    def ready(self) -> None:
        """Give each app the adapters it asks for by port."""
        from .wiring import connect

        connect()
