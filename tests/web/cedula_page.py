"""Whoever brings their files to ``/herramientas/cedula``: what the tests of it share."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.web import cedula_files as files
from tests.web.office import ORIGIN, Browser, Office, text
from ventanilla.formats.records import Record

PAGE = "/herramientas/cedula"
WHY = f"{PAGE}/explicacion"
FILE = f"{PAGE}/descarga"
TYPED = {"mes": "2026-09", "prima": "0.54355"}


def send(browser: Browser, fields: Mapping[str, Any], path: str = PAGE, **uploaded: bytes) -> HttpResponse:
    """Send the form, with files by their name (``ALTAS_JSON`` is ALTAS.JSON)."""
    browser.get(PAGE)
    chosen = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in uploaded.items()]
    data = {"csrfmiddlewaretoken": browser.token, **fields, "archivos": chosen}
    return browser._seen(browser.client.post(path, data, headers={"origin": ORIGIN}))


def calculate(office: Office, records: Iterable[Record], **typed: str) -> tuple[Browser, HttpResponse]:
    browser = office.browser()
    return browser, send(browser, TYPED | typed, datos_json=files.file(records))


def carried(answer: HttpResponse) -> dict[str, str]:
    """What a page carries to its next act."""
    body = answer.content.decode()
    form = re.search(r'<form id="cedula".*?</form>', body, re.DOTALL)
    assert form is not None, text(answer)
    pairs = re.findall(r'name="([^"]+)" value="([^"]*)"', form[0])
    return {name: html.unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def press(browser: Browser, answer: HttpResponse, path: str, **button: str) -> HttpResponse:
    return browser.post(path, carried(answer) | button)
