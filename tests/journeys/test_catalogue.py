"""From what a person types to the document they leave with: the catalogue, at both widths and without a mouse."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import Office
from tests.journeys.keyboard import tab_to
from tests.journeys.steps import (
    begin,
    download_document,
    looks_right,
    looks_right_plain,
    sign_and_send,
    sign_in,
    watch_policy,
)

NUMBER = "Localización de su Número de Seguridad Social (NSS)"
LOST = "Sí, pero no lo sé o lo perdí"  # the answer of those for whom it is


@pytest.fixture
def plain(browser: Browser, width: ViewportSize) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(viewport=width, locale="es-MX", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_from_a_misspelt_need_to_the_number(office: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page)
    sign_in(page, office, "trabajadora")
    page.goto(office.origin)
    page.get_by_role("searchbox").fill("numero de seguridad sosial")
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_text("Lo entendimos como «numero de seguridad social».")).to_be_visible()
    looks_right(page, "catalogo-busqueda", picture=True)
    page.get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1, name=NUMBER)).to_be_visible()
    page.get_by_text("Vea un ejemplo de lo que recibe").click()
    picture = page.get_by_role("img", name=re.compile("^Ejemplo de «Localización"))
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 612)
    looks_right(page, "tramite-numero", picture=True)
    begin(page, LOST)
    expect(page.get_by_role("heading", name="Revise y firme")).to_be_visible()
    looks_right(page, "tramite-numero-revisar")
    sign_and_send(page, *office.identity("trabajadora"))
    pdf = download_document(page, tmp_path)
    looks_right(page, "tramite-numero-listo")
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Su Número de Seguridad Social es \d{11}\.", told), told
    assert errors == []


def test_a_moment_of_a_life_narrows_the_list(office: Office, page: Page) -> None:
    errors = watch_policy(page)
    page.goto(office.origin)
    looks_right(page, "catalogo-inicio", picture=True)
    page.get_by_role("link", name=re.compile("Empecé, perdí o cambié de trabajo")).click()
    expect(page.get_by_role("heading", level=1, name="Empecé, perdí o cambié de trabajo")).to_be_visible()
    looks_right(page, "catalogo-momento", picture=True)
    expect(page.get_by_role("heading", level=2, name=NUMBER)).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Ver, corregir o borrar sus datos")).not_to_be_visible()
    page.get_by_role("link", name="Quitar filtros").click()
    expect(page.get_by_role("heading", level=2, name="Ver, corregir o borrar sus datos")).to_be_visible()
    assert errors == []


def test_without_script_the_catalogue_is_the_same(browser: Browser, office: Office, plain: Page) -> None:
    plain.goto(f"{office.origin}/tramites?q=vijencia")
    expect(plain.get_by_text("Lo entendimos como «vigencia».")).to_be_visible()
    looks_right_plain(browser, plain, "catalogo-sin-script")
    plain.get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(plain.get_by_role("heading", level=1, name="Constancia de vigencia de derechos")).to_be_visible()
    plain.get_by_text("Vea un ejemplo de lo que recibe").click()
    expect(plain.get_by_role("img", name=re.compile("^Ejemplo de"))).to_be_visible()
    looks_right_plain(browser, plain, "tramite-sin-script")


def test_in_english_it_is_found_in_english(browser: Browser, office: Office) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(f"{office.origin}/tramites?q=I+lost+my+insurance+number")
        page.get_by_role("heading", level=2).get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1, name="Finding your social security number (NSS)")).to_be_visible()
        looks_right(page, "tramite-numero-en")
    finally:
        context.close()


def test_the_keyboard_alone_reaches_the_first_step(office: Office, page: Page) -> None:
    page.goto(office.origin)
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("hoja rosa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Resultados para «hoja rosa»")).to_be_visible()
    tab_to(page, page.get_by_role("heading", level=2).get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=NUMBER)).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Iniciar", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Antes de empezar")
    tab_to(page, page.get_by_label(LOST, exact=True))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Continuar"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Este trámite es para usted")
    tab_to(page, page.get_by_role("button", name="Iniciar", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entrar"))
