"""Handing over a file that the browser saves and never shows."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ventanilla.adapters.cleaning.port import Kind
from ventanilla.apps.attachments.api import Opened, Part

SANDBOX: Final = "default-src 'none'; sandbox"


def download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A file the browser saves and never shows."""
    response = HttpResponse(data, content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def attached(opened: Opened, part: Part) -> HttpResponse:
    """A file that somebody attached: its type is ours, and where it is shown all the same it is in a sandbox."""
    response = HttpResponse(opened.data, Kind(opened.kind).media_type)
    name = f"{opened.name}.png" if part == "vista" else opened.name
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
