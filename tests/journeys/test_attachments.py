"""A person proves who they are with a file: told the limits before, shown what was taken, and told why one was not."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.adapters.hostile_files import REFUSED, pdf, png
from tests.journeys.conftest import PHONE, Office
from tests.journeys.steps import begin, looks_right, looks_right_plain, sign_and_send, sign_in, watch_policy

SLUG: Final = "trabajadora"
PERSONAL: Final = "El nombre, la fecha de nacimiento, el sexo, la CURP o el domicilio"
NAME: Final = "¿Cuál es su nombre, sin apellidos?"
QUESTION: Final = "¿Qué documento lo prueba?"
ADDRESS: Final = {
    "Código postal": "06700",
    "Municipio o alcaldía": "Cuauhtémoc",
    "Colonia o localidad": "Roma",
    "Calle": "Calle Ficticia",
    "Número exterior": "5",
}
BAD: Final = {
    "empty": "El archivo está vacío",
    "drawing with scripts": "Solo se aceptan archivos PDF, JPG o PNG",
    "PDF with a password": "El archivo pide una contraseña",
    "PNG cut in half": "No pudimos leer el archivo",
}


def to_the_file(page: Page, office: Office) -> None:
    """From the catalogue to the question that wants a file."""
    page.goto(f"{office.origin}/tramites/actualizacion_datos")
    begin(page, PERSONAL)
    page.get_by_label("Mi nombre, sin apellidos").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("Según su registro")).to_be_visible()
    page.get_by_label("No, este dato no es correcto").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label(NAME).fill("Mariana")
    page.get_by_label("¿Por qué no es correcto?").fill("Mi acta dice Mariana.")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


def leave_none(page: Page) -> None:
    """Remove what an earlier visit to the same draft left."""
    while page.get_by_role("button", name=re.compile("^Quitar")).count():
        page.get_by_role("button", name=re.compile("^Quitar")).first.click()
        expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


def attach(page: Page, path: Path) -> None:
    page.locator("#prueba").set_input_files(path)
    page.get_by_role("button", name="Adjuntar").click()


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_attached_looked_at_signed_and_waits_for_a_person(page: Page, office: Office, tmp_path: Path) -> None:
    errors = watch_policy(page, 422)
    sign_in(page, office, SLUG)
    to_the_file(page, office)
    leave_none(page)
    expect(page.get_by_text("El archivo puede pesar hasta 50 MB.")).to_be_visible()
    looks_right(page, "archivos")
    for number, (kind, said) in enumerate(BAD.items()):
        attach(page, write(tmp_path, f"malo{number}.pdf", REFUSED[kind][0]))
        expect(page.locator(".govuk-error-summary").get_by_text(said)).to_be_visible()
        looks_right(page, "archivos-error")
    data = pdf(pages=2)
    attach(page, write(tmp_path, "acta de nacimiento.pdf", data))
    expect(page.get_by_role("link", name="acta de nacimiento.pdf", exact=True)).to_be_visible()
    picture = page.get_by_alt_text("Primera página de acta de nacimiento.pdf")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    attach(page, write(tmp_path, "otra.png", png((300, 200))))
    expect(page.get_by_role("link", name="otra.png", exact=True)).to_be_visible()
    looks_right(page, "archivos-dos", picture=True)
    page.get_by_role("button", name="Quitar otra.png").click()
    expect(page.get_by_role("link", name="otra.png", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Continuar").click()
    digest = hashlib.sha256(data).hexdigest()
    signed = page.locator("[data-sign-words]")
    looks_right(page, "archivos-revisar", picture=True)
    whole = signed.locator("details", has_text=digest)
    expect(whole).not_to_have_attribute("open", "")
    whole.get_by_text(f"{digest[:8]}…").click()
    expect(whole).to_have_attribute("open", "")
    looks_right(page, "archivos-revisar-huella")
    folio = sign_and_send(page, *office.identity(SLUG))
    expect(page.get_by_text("En revisión").first).to_be_visible()
    assert folio
    looks_right(page, "archivos-expediente")
    assert errors == []


def test_an_address_is_given_by_its_parts_and_asks_no_file(page: Page, office: Office, width: ViewportSize) -> None:
    who = "conservacion" if width == PHONE else "duplicada"
    sign_in(page, office, who)
    page.goto(f"{office.origin}/tramites/actualizacion_datos/antes")
    looks_right(page, "antes-de-corregir")
    page.goto(f"{office.origin}/tramites/actualizacion_datos")
    begin(page, PERSONAL)
    page.get_by_label("Mi fecha de nacimiento").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Sí, es correcto").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("alert")).to_contain_text("no hay nada que cambiar")
    looks_right(page, "nada-que-corregir", picture=True)
    page.get_by_role("link", name="Atrás", exact=True).click()
    page.get_by_label("Mi domicilio").check()
    page.get_by_role("button", name="Continuar").click()
    for label, value in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Estado", exact=True).select_option("Ciudad de México")
    looks_right(page, "corregir-domicilio", picture=True)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise y firme")
    expect(page.get_by_role("main")).to_contain_text("Calle Ficticia 5, Roma, 06700, Cuauhtémoc, Ciudad de México")
    looks_right(page, "corregir-domicilio-revisar")


@pytest.mark.parametrize("width", ["360"], indirect=True)
def test_without_script_it_is_the_same(
    browser: Browser, page: Page, width: ViewportSize, office: Office, tmp_path: Path
) -> None:
    sign_in(page, office, "pensionada")
    plain = browser.new_context(
        viewport=width,
        locale="es-MX",
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    try:
        bare = plain.new_page()
        to_the_file(bare, office)
        leave_none(bare)
        attach(bare, write(tmp_path, "malo.pdf", REFUSED["empty"][0]))
        expect(bare.locator(".govuk-error-summary").get_by_text(BAD["empty"])).to_be_visible()
        looks_right_plain(browser, bare, "archivos-error-sin-script")
        attach(bare, write(tmp_path, "acta.pdf", pdf()))
        expect(bare.get_by_role("link", name="acta.pdf", exact=True)).to_be_visible()
        looks_right_plain(browser, bare, "archivos-sin-script")
        bare.get_by_role("button", name="Continuar").click()
        bare.wait_for_url(re.compile("/revisar"))
    finally:
        plain.close()
