"""Somebody asks to correct their data; an official grants, refuses or asks; they read why and by whom."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, Office, office_folder, open_office
from tests.journeys.steps import DELIVERED_WITHIN, looks_right, looks_right_plain, sign_and_send, sign_in, watch_policy

OFFICIAL: Final = "personal"
WHY: Final = "Su acta de nacimiento prueba que el apellido lleva acento."
WIDTHS: Final = {"phone": PHONE, "desktop": DESKTOP}


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: what waits here would show on the pages of other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@contextmanager
def somebody(browser: Browser, width: ViewportSize, *, script: bool = True) -> Iterator[Page]:
    """A browser of their own."""
    context = browser.new_context(
        viewport=width,
        locale="es-MX",
        java_script_enabled=script,
        accept_downloads=True,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def ask_to_correct(page: Page, office: Office, slug: str) -> str:
    """A request that a person resolves; its folio."""
    sign_in(page, office, slug)
    page.goto(f"{office.origin}/tramites/derechos_arco")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    for said in ("Corregir un dato", "Mi registro: nombre, CURP, número, clínica"):
        page.get_by_label(said).check()
        page.get_by_role("button", name="Continuar").click()
    page.get_by_label("¿Qué pide exactamente?").fill("Mi segundo apellido lleva acento y no lo tiene.")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("¿En qué se apoya?").fill("Lo dice mi acta de nacimiento.")
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    folio = sign_and_send(page, *office.identity(slug))
    expect(page.get_by_role("heading", name="En revisión")).to_be_visible(timeout=DELIVERED_WITHIN)
    return folio


def shown(folio: str) -> str:
    return "-".join(folio[at : at + 4] for at in range(0, 12, 4))


def open_case(page: Page, office: Office, folio: str) -> None:
    page.goto(f"{office.origin}/personal/expedientes")
    page.get_by_label("Buscar por folio o CURP").fill(shown(folio))
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ver, corregir o borrar sus datos")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_official_grants_it_and_the_person_reads_the_resolution(
    apart: Office, browser: Browser, width: str, tmp_path: Path
) -> None:
    slug = {"phone": "trabajadora", "desktop": "enie"}[width]
    with somebody(browser, WIDTHS[width]) as person, somebody(browser, WIDTHS[width]) as page:
        folio = ask_to_correct(person, apart, slug)
        errors = watch_policy(page, 422)
        sign_in(page, apart, OFFICIAL)
        page.goto(f"{apart.origin}/personal")
        page.get_by_role("link", name=re.compile("^Expedientes por revisar")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Expedientes por revisar")
        looks_right(page, "expedientes", picture=True)
        open_case(page, apart, folio)
        page.get_by_role("button", name="Tomarlo yo").click()
        expect(page.get_by_text("Usted lo tiene desde ahora.")).to_be_visible()
        looks_right(page, "expediente-revisar", picture=True)
        person.reload()
        expect(person.get_by_text(re.compile("Lo tiene una persona de"))).to_be_visible()
        page.get_by_role("button", name="Confirmar la propuesta").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirmar la propuesta")
        page.get_by_role("button", name="Seguir").click()
        expect(page.get_by_role("alert")).to_contain_text("Escriba las razones en palabras sencillas")
        looks_right(page, "decidir-error")
        page.get_by_label("Razones, en palabras sencillas").fill(WHY)
        page.get_by_role("button", name="Seguir").click()
        expect(page.get_by_role("heading", name="Revise antes de hacerlo")).to_be_visible()
        looks_right(page, "decidir-seguro", picture=True)
        page.get_by_role("button", name="Sí, hacerlo").click()
        expect(page.get_by_text("Quedó resuelto. Avisamos a la persona.")).to_be_visible()
        looks_right(page, "expediente-resuelto")
        assert errors == []
        read_the_resolution(person, tmp_path)


def read_the_resolution(person: Page, folder: Path) -> None:
    """The person's page, and the sealed letter."""
    person.reload()
    expect(person.get_by_role("heading", name="Su documento está listo")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(person, "expediente-concedido", picture=True)
    with person.expect_download() as download:
        person.get_by_role("link", name=re.compile("Resolución de")).first.click()
    pdf = folder / "resolucion.pdf"
    download.value.save_as(pdf)
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    for part in (
        "Se concede lo que pidió",
        "Competencia",
        "dato de demostración",
        "Quién resuelve",
        "no está conforme",
    ):
        assert part in said, part
    assert "acento" in said


def test_without_script_an_official_refuses_it_and_the_person_reads_what_may_be_done(
    apart: Office, browser: Browser
) -> None:
    with somebody(browser, PHONE) as person, somebody(browser, DESKTOP) as page:
        folio = ask_to_correct(person, apart, "pensionada")
        sign_in(page, apart, OFFICIAL)
        state = page.context.storage_state()
        context = browser.new_context(
            storage_state=state,
            java_script_enabled=False,
            viewport=PHONE,
            locale="es-MX",
        )
        plain = context.new_page()
        open_case(plain, apart, folio)
        plain.get_by_role("button", name="Negarlo con razones").click()
        looks_right_plain(browser, plain, "decidir-negar")
        plain.get_by_label("Otro artículo").fill("LSS 15")
        plain.get_by_label("Razones, en palabras sencillas").fill("El acta que presentó no lleva ese acento.")
        plain.get_by_role("button", name="Seguir").click()
        plain.get_by_role("button", name="Sí, hacerlo").click()
        expect(plain.get_by_text("Quedó resuelto: no procede. Avisamos a la persona.")).to_be_visible()
        looks_right_plain(browser, plain, "expediente-negado-personal")
        context.close()
        person.reload()
        expect(person.get_by_role("heading", name="No procede")).to_be_visible()
        expect(person.get_by_text("El acta que presentó no lleva ese acento.")).to_be_visible()
        expect(person.get_by_text(re.compile("Puede presentar el recurso de revisión"))).to_be_visible()
        looks_right(person, "expediente-negado", picture=True)


def test_by_keyboard_alone_an_official_asks_for_something_more(apart: Office, browser: Browser) -> None:
    with somebody(browser, PHONE) as person, somebody(browser, DESKTOP) as page:
        folio = ask_to_correct(person, apart, "un-apellido")
        sign_in(page, apart, OFFICIAL)
        page.goto(f"{apart.origin}/personal/expedientes")
        expect(page.get_by_role("heading", level=1)).to_have_text("Expedientes por revisar")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-queue] tbody th a").first).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        expect(page.locator("[data-queue] tbody th a").first).to_be_focused()
        page.keyboard.press("/")  # dictated, it is a sign like another (WCAG 2.1.4)
        expect(page.locator("[data-queue] tbody th a").first).to_be_focused()
        page.keyboard.press("Control+k")
        expect(page.get_by_label("Buscar por folio o CURP")).to_be_focused()
        page.keyboard.type(shown(folio))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ver, corregir o borrar sus datos")
        tab_to(page, "Pedir algo más")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Pedir algo más")
        looks_right(page, "decidir-preguntar", picture=True)
        tab_to(page, "razones")
        page.keyboard.type("Mande una copia legible de su acta de nacimiento.")
        tab_to(page, "Seguir")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Revise antes de hacerlo")).to_be_visible()
        tab_to(page, "Sí, hacerlo")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Se lo preguntamos a la persona.")).to_be_visible()
        person.reload()
        expect(person.get_by_text("Mande una copia legible de su acta de nacimiento.").first).to_be_visible()
        looks_right(person, "expediente-preguntado")


def tab_to(page: Page, what: str) -> None:
    """Press Tab until what says or is called ``what`` has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.id, (document.activeElement.textContent || '').trim()]")
        if what in focused:
            return
    raise AssertionError(f"Tab never reaches {what!r}")
