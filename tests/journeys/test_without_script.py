"""Without JavaScript: everything but opening a key, and the key is opened by the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import PASSWORD, download_document, leave_with_constancia, looks_right_plain, watch_policy


@pytest.fixture
def plain(browser: Browser, width: ViewportSize) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(viewport=width, locale="es-MX", java_script_enabled=False)
    page = context.new_page()
    errors = watch_policy(page, 422)
    yield page
    context.close()
    assert errors == []


def _open(page: Page) -> None:
    page.get_by_text("Firmar sin JavaScript o con la línea de comandos").click()


def _sign_by_hand(page: Page, office: Office, slug: str, folder: Path) -> None:
    """The three steps of the page: download the text, sign it on this computer, upload what came of it."""
    _open(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargue el texto que va a firmar").click()
    text, signed, password = folder / "texto.json", folder / "firmado.json", folder / "clave.txt"
    download.value.save_as(text)
    password.write_text(PASSWORD + "\n", encoding="utf-8")
    cer, key = office.identity(slug)
    told = subprocess.run(
        [
            str(Path(sys.executable).parent / "ventanilla"),
            *("efirma", "firmar", str(text), "--cer", str(cer), "--key", str(key)),
            *("--archivo-contrasena", str(password), "--salida", str(signed), "--si"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert office.origin in told.stderr  # what is signed was read before the key was opened
    page.get_by_label("Archivo firmado").set_input_files(signed)
    page.get_by_role("button", name="Subir el archivo firmado").click()


def test_the_main_job(browser: Browser, plain: Page, office: Office, tmp_path: Path) -> None:
    slug = "nombre-largo"
    plain.goto(f"{office.origin}/tramites/constancia_vigencia")
    plain.get_by_role("button", name="Iniciar").click()
    plain.wait_for_url(re.compile("/entrar"))
    expect(plain.locator(".v-sign__noscript")).to_be_visible()
    expect(plain.get_by_text("Su sesión terminó")).to_have_count(0)  # there was none
    _open(plain)
    expect(plain.get_by_role("main")).to_contain_text("Vence en quince minutos.")
    looks_right_plain(browser, plain, "sin-script-entrar")
    plain.reload()
    _sign_by_hand(plain, office, slug, tmp_path)
    plain.wait_for_url(f"{office.origin}/tramites/constancia_vigencia")
    start = plain.get_by_role("button", name=re.compile("Iniciar|Seguir donde me quedé"))
    start.click()
    plain.wait_for_url(re.compile("/cuenta/terminos|/solicitudes/"))
    if "/cuenta/terminos" in plain.url:  # nobody entered with this e.firma before
        looks_right_plain(browser, plain, "sin-script-terminos")
        plain.get_by_role("button", name="Acepto y sigo").click()
        start.click()
    plain.get_by_label("Solo para mí").check()
    plain.get_by_role("button", name="Continuar").click()
    looks_right_plain(browser, plain, "sin-script-pregunta")
    plain.get_by_role("button", name="Continuar").click()
    plain.wait_for_url(re.compile("/revisar"))
    expect(plain.locator("[data-sign-words]")).to_contain_text("Solo para mí")
    looks_right_plain(browser, plain, "sin-script-revisar")
    _sign_by_hand(plain, office, slug, tmp_path)
    plain.wait_for_url(re.compile("/expedientes/"))
    pdf = download_document(plain, tmp_path)  # the page looks again by itself
    assert pdf.read_bytes().startswith(b"%PDF-")
    looks_right_plain(browser, plain, "sin-script-expediente")


def test_what_was_uploaded_is_not_what_was_signed(
    browser: Browser, plain: Page, office: Office, tmp_path: Path
) -> None:
    other = tmp_path / "foto.jpg"
    other.write_bytes(bytes(2000))
    plain.goto(f"{office.origin}/entrar")
    _open(plain)
    with plain.expect_download():
        plain.get_by_role("link", name="Descargue el texto que va a firmar").click()
    plain.get_by_label("Archivo firmado").set_input_files(other)
    plain.get_by_role("button", name="Subir el archivo firmado").click()
    expect(plain.locator("[data-sign-error]")).to_contain_text(
        "El archivo que subió no es el texto firmado, o está dañado."
    )
    looks_right_plain(browser, plain, "sin-script-archivo-equivocado")


def test_finding_and_verifying(browser: Browser, plain: Page, office: Office, tmp_path: Path) -> None:
    sealed = leave_with_constancia(browser, office, "nombre-largo", tmp_path)
    plain.goto(office.origin)
    looks_right_plain(browser, plain, "sin-script-inicio")
    plain.get_by_label("Escriba lo que necesita").fill("estoy dado de alta")
    plain.get_by_role("button", name="Buscar").click()
    plain.get_by_role("link", name="Constancia de vigencia de derechos").click()
    plain.get_by_text("Fundamento legal").click()
    expect(plain.get_by_text("LSS 84")).to_be_visible()
    looks_right_plain(browser, plain, "sin-script-tramite")
    plain.goto(f"{office.origin}/verificar/")
    plain.get_by_label("Folio").fill(sealed.folio)
    plain.get_by_role("button", name="Verificar folio").click()
    expect(plain.locator("[data-verdict-title]")).to_have_text("Auténtico y vigente.")
    looks_right_plain(browser, plain, "sin-script-folio")
    plain.goto(sealed.link)
    expect(plain.locator("[data-verdict-title]")).to_have_text("Auténtico y vigente.")
    plain.goto(f"{office.origin}/verificar/")
    plain.get_by_label("Documento PDF").set_input_files(sealed.pdf)
    plain.get_by_role("button", name="Verificar archivo").click()
    expect(plain.locator("[data-verdict-title]")).to_have_text("Auténtico y vigente.")
    looks_right_plain(browser, plain, "sin-script-pdf")
