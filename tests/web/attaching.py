"""Attaching files as a browser does, to the trámite whose identity data want a proof."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser
from ventanilla.apps.attachments.models import Attachment
from ventanilla.apps.eventlog.api import scope

TRAMITE = "actualizacion_datos"
NUEVO = "Mariana"


def draft(browser: Browser, dato: str = "nombre", nuevo: str = NUEVO) -> str:
    browser.get(f"/tramites/{TRAMITE}")
    case = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    assert browser.answer(case, 1, dato=dato).status_code == 302
    assert browser.answer(case, 2, nuevo=nuevo).status_code == 302
    return case


def attach(browser: Browser, case: str, data: bytes, name: str = "acta.pdf", button: str = "adjuntar") -> HttpResponse:
    browser.get(f"/solicitudes/{case}/3")
    fields = {"csrfmiddlewaretoken": browser.token, button: "1", "prueba": SimpleUploadedFile(name, data)}
    return browser._seen(browser.client.post(f"/solicitudes/{case}/3", fields, headers={"origin": ORIGIN}))


def kept() -> list[Attachment]:
    with scope(None):
        return list(Attachment.objects.select_related("file").order_by("added_at"))
