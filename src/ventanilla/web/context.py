"""What every page knows: the brand, who is there, what day it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .guards import visit_of


def office(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    demonstration = settings.VENTANILLA_MODE == "demostracion"
    return {
        "brand": settings.VENTANILLA_BRAND,
        "origin": settings.VENTANILLA_ORIGIN,
        "visit": visit_of(request),
        "demo": {"on": demonstration, "date": settings.VENTANILLA_CLOCK.today()},
        "today": settings.VENTANILLA_CLOCK.today(),
        "reference": getattr(request, "reference", ""),
        "path": request.get_full_path(),
    }
