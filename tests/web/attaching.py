"""Attaching files as a browser does, to the trámite whose identity data want a proof."""

from __future__ import annotations

from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser, text
from ventanilla.apps.attachments.models import Attachment
from ventanilla.apps.eventlog.api import scope
from ventanilla.tramites.actualizacion_datos.form import Solicitud

TRAMITE: Final = "actualizacion_datos"
NUEVO: Final = "Mariana"
NUMBER: Final = {each.name: place for place, each in enumerate(Solicitud.asked(), start=1)}
PRUEBA: Final = NUMBER["prueba"]
HOUSE: Final = {
    "domicilio.codigo_postal": "14000",
    "domicilio.entidad": "Ciudad de México",
    "domicilio.municipio": "Tlalpan",
    "domicilio.colonia": "Centro",
    "domicilio.calle": "Calle Uno",
    "domicilio.numero_exterior": "5",
}


def draft(browser: Browser, dato: str = "nombre", **new: str) -> str:
    """A draft with its datum and how it must be, and why the register's is not right where it has one."""
    browser.get(f"/tramites/{TRAMITE}")
    case = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    assert browser.answer(case, 1, dato=dato).status_code == 302
    page = f"/solicitudes/{case}/{NUMBER[dato]}"
    if "¿Es correcto?" in text(browser.get(page)):
        page = browser.post(page, {"correcto": "no"}).headers["Location"]
        new = {f"disputas.{dato}": "Así dice mi acta."} | new
        browser.get(page)
    sent = browser.post(page, {"nombre": NUEVO} | new if dato == "nombre" else new)
    assert sent.status_code == 302, text(sent)
    return case


def attach(browser: Browser, case: str, data: bytes, name: str = "acta.pdf", button: str = "adjuntar") -> HttpResponse:
    browser.get(f"/solicitudes/{case}/{PRUEBA}")
    fields = {"csrfmiddlewaretoken": browser.token, button: "1", "prueba": SimpleUploadedFile(name, data)}
    return browser._seen(browser.client.post(f"/solicitudes/{case}/{PRUEBA}", fields, headers={"origin": ORIGIN}))


def kept() -> list[Attachment]:
    with scope(None):
        return list(Attachment.objects.select_related("file").order_by("added_at"))
