"""Filing what an employer files of itself, as a browser does: every question of a Form by its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.adapters.hostile_files import pdf
from tests.web.office import ORIGIN, Browser, Identity, text
from ventanilla.apps.cases.api import tramite

HOUSE: Final = {
    "codigo_postal": "00101",
    "entidad": "Colima",
    "municipio": "Puerto Ficción",
    "colonia": "Centro",
    "calle": "Calle Ficticia",
    "numero_exterior": "5",
}
FILE: Final = object()  # the question is answered with a file


def house(name: str, **changed: str) -> dict[str, str]:
    """The answers of a question of an address."""
    return {f"{name}.{part}": value for part, value in (HOUSE | changed).items()}


BAKERY: Final[dict[str, Any]] = {
    "tipo": "fisica",
    "nombre_comercial": "La Concha",
    "correo": "duena@ejemplo.mx",
    "desde": date(2026, 11, 22),
    "domicilio": HOUSE,
    "entre_calles": "",
    "mismo_lugar": "si",
    "modalidad": "10",
    "actividad": "Horneamos y vendemos pan",
    "fraccion": "9021 · Panadería (ejemplo) (clase II)",
    "clase": "II",
    "comprobante": FILE,
}


def begun(browser: Browser, key: str, answers: Mapping[str, Any]) -> str:
    """A draft of ``key`` with every answer; its id."""
    found = tramite(key)
    assert found is not None
    browser.get(f"/tramites/{key}")
    draft = browser.post(f"/tramites/{key}/iniciar").headers["Location"].split("/")[2]
    for number, question in enumerate(found.form.asked(), start=1):
        if question.name in answers:
            answer(browser, f"/solicitudes/{draft}/{number}", question.name, answers[question.name])
    return draft


def answer(browser: Browser, page: str, name: str, value: Any) -> None:
    """One question; what the register says already is taken as it is."""
    shown = text(browser.get(page))
    if "¿Es correcto?" in shown:
        fields = {"correcto": "si"}
    elif value is FILE:
        form = {"csrfmiddlewaretoken": browser.token, "adjuntar": "1", name: SimpleUploadedFile("luz.pdf", pdf())}
        browser._seen(browser.client.post(page, form, headers={"origin": ORIGIN}))
        browser.get(page)
        fields = {}
    elif isinstance(value, date):
        fields = {f"{name}-dia": str(value.day), f"{name}-mes": str(value.month), f"{name}-anio": str(value.year)}
    elif isinstance(value, Mapping):
        fields = {f"{name}.{part}": each for part, each in value.items()}
    else:
        fields = {name: value}
    sent = browser.post(page, fields)
    assert sent.status_code == 302, f"{name}: {text(sent)}"


def file(browser: Browser, who: Identity, draft: str) -> str:
    """Sign it and send it; its folio."""
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")
