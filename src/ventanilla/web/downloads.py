"""Handing over a file that the browser saves and never shows."""

from __future__ import annotations

from django.http import HttpResponse


def download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A file the browser saves and never shows."""
    response = HttpResponse(data, content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
