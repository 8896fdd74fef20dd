"""The e-mail of an account is changed and taken back, and the pages become as a person prefers them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.steps import accept_terms, choose_files, looks_right, open_mail, sign_in, watch_policy

NEW = "otra.direccion@correo.example"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office where nobody entered yet."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def test_terms_an_address_and_preferences(browser: Browser, page: Page, office: Office, width: ViewportSize) -> None:
    slug = "conservacion" if width == PHONE else "pensionada"
    errors = watch_policy(page, 422)
    page.goto(f"{office.origin}/entrar")
    choose_files(page, *office.identity(slug))
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    page.wait_for_url(re.compile("/cuenta/terminos"))
    looks_right(page, "terminos", picture=True)
    accept_terms(page)
    expect(page.get_by_text("Falta confirmar su correo.")).to_be_visible()
    page.get_by_role("link", name="Confirmarlo").click()
    looks_right(page, "contacto-sin-confirmar", picture=True)
    page.get_by_role("link", name="Cambiar el correo").click()
    page.get_by_label("Correo", exact=True).fill("correo")
    page.get_by_role("button", name="Enviar el enlace").click()
    expect(page.get_by_role("alert")).to_contain_text("Escriba un correo completo")
    looks_right(page, "contacto-cambiar-mal")
    page.get_by_label("Correo", exact=True).fill(NEW)
    page.get_by_role("button", name="Enviar el enlace").click()
    expect(page.get_by_role("heading", name="Falta que confirme el correo nuevo")).to_be_visible()
    looks_right(page, "contacto-por-confirmar", picture=True)
    page.goto(open_mail(page, office, "confirme su correo"))
    page.get_by_role("button", name="Confirmar mi correo").click()
    expect(page.get_by_role("heading", name="Confirmó su correo")).to_be_visible()
    page.goto(f"{office.origin}/cuenta/contacto")
    expect(page.get_by_role("main")).to_contain_text(NEW)
    looks_right(page, "contacto", picture=True)

    page.goto(f"{office.origin}/cuenta/preferencias")
    looks_right(page, "preferencias", picture=True)
    page.get_by_label("Muy grande").check()
    page.get_by_label("Alto: negro sobre blanco").check()
    page.get_by_label("Sin movimiento").check()
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("alert").first).to_contain_text("Sus preferencias valen desde ahora")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for path in ("/cuenta/preferencias", "/oficina", "/tramites", "/cuenta/contacto", "/cuenta/sesiones"):
        page.goto(f"{office.origin}{path}")
        looks_right(page, f"grande{path.replace('/', '-')}", picture=path == "/oficina")
    page.goto(f"{office.origin}/cuenta/preferencias")
    page.get_by_label("Inglés").check()
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("heading", name="Your preferences")).to_be_visible()
    looks_right(page, "preferencias-en")
    assert errors == []

    other = browser.new_context(locale="es-MX")
    try:  # another device looks the same
        device = other.new_page()
        sign_in(device, office, slug)
        expect(device.locator("html")).to_have_attribute("data-letters", "muy_grande")
        expect(device.locator("html")).to_have_attribute("lang", "en")
    finally:
        other.close()
