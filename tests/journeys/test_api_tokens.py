"""A person makes a key for a program of theirs, the program uses it, and they end it; with scripts and without."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from ventanilla_client import Api, ApiProblem

from tests.journeys.conftest import PHONE, Office
from tests.journeys.steps import looks_right, looks_right_plain, sign_in, watch_policy

HERE: Final = "/cuenta/llaves-de-programa"
WRITTEN: Final = re.compile(r"vnt_[A-Za-z0-9_-]{43}")


def test_a_key_is_made_used_and_ended(page: Page, office: Office, width: ViewportSize) -> None:
    name = f"Nómina {width['width']}"
    errors = watch_policy(page, 422)
    sign_in(page, office, "trabajadora" if width == PHONE else "pensionada")
    page.goto(f"{office.origin}/cuenta")
    page.get_by_role("link", name="Llaves de programa").click()
    expect(page.get_by_role("heading", name="No ha creado llaves")).to_be_visible()
    looks_right(page, "llaves-programa-ninguna")
    page.get_by_role("button", name="Crear una llave").click()
    expect(page.get_by_role("heading", name="Crear una llave")).to_be_visible()
    looks_right(page, "llave-programa-nueva", picture=True)
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("alert")).to_contain_text("Elija qué podrá hacer el programa.")
    looks_right(page, "llave-programa-error")
    page.get_by_label("¿Cómo la llamará?").fill(name)
    page.get_by_label("Solo ver mis trámites, cómo van y lo que me piden").check()
    page.get_by_label("30 días").check()
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("heading", name="Su llave", exact=True)).to_be_visible()
    looks_right(page, "llave-programa-lista")
    found = WRITTEN.search(page.content())
    assert found is not None
    api = Api(office.origin, found[0])
    assert api.yo().value["alcances"] == ["expedientes:leer"]
    with pytest.raises(ApiProblem, match="ALCANCE"):
        api.documentos()
    page.get_by_role("button", name="Ya la guardé").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert found[0] not in page.content()
    looks_right(page, "llaves-programa", picture=True)
    page.get_by_role("button", name=f"Quitar la llave {name}").click()
    expect(page.get_by_role("alert")).to_contain_text("Quitamos la llave.")
    looks_right(page, "llaves-programa-quitada")
    with pytest.raises(ApiProblem, match="LLAVE"):
        api.yo()
    assert errors == []


def test_without_script(browser: Browser, page: Page, office: Office, width: ViewportSize) -> None:
    """Whoever signed in elsewhere goes on in a browser that runs no script."""
    sign_in(page, office, "conservacion" if width == PHONE else "nombre-largo")
    state = page.context.storage_state()
    context = browser.new_context(
        viewport=width,
        locale="es-MX",
        java_script_enabled=False,
        storage_state=state,
    )
    try:
        plain = context.new_page()
        plain.goto(f"{office.origin}{HERE}/nueva")
        looks_right_plain(browser, plain, "llave-programa-sin-script")
        plain.get_by_label("¿Cómo la llamará?").fill("Sin script")
        plain.get_by_label("Ver mis trámites y descargar mis documentos").check()
        plain.get_by_label("7 días").check()
        plain.get_by_role("button", name="Crear la llave").click()
        found = WRITTEN.search(plain.content())
        assert found is not None
        assert Api(office.origin, found[0]).documentos().status == 200
        plain.goto(f"{office.origin}{HERE}")
        plain.get_by_role("button", name="Quitar la llave Sin script").click()
        expect(plain.get_by_role("alert")).to_contain_text("Quitamos la llave.")
    finally:
        context.close()
