"""One's own data: seen, taken as a file and as a sealed copy, who used them, and a request to correct them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Office, office_folder, open_office
from tests.journeys.inside import OFFICE_NOW, run_inside
from tests.journeys.steps import (
    DELIVERED_WITHIN,
    PASSWORD,
    choose_files,
    looks_right,
    sign_and_send,
    sign_in,
    watch_policy,
)
from tests.journeys.test_passkeys import AGE
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_authority import new_key, open_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, issue_identity
from ventanilla.adapters.pki.keyfile import seal_key

SLUG: Final = "trabajadora"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: who was turned away would show on the pages of other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def half_twin(office: Office, folder: Path) -> tuple[Path, Path]:
    """An e.firma of somebody else with the RFC of ``SLUG``: it is turned away, and staff look at it."""
    rfc = read_certificate(office.identity(SLUG)[0].read_bytes()).facts.human_rfc or ""
    name = "ATANASIO QUIJANO MONDRAGÓN"
    who = IdentityRequest("gemela", "", name, rfc, "QUMA850314HDFJNT04", "nadie@correo.example", PASSWORD)
    key = new_key()
    made = issue_identity(who, key.public_key(), open_authority(office.var / "pki"), "30001000000799999998", OFFICE_NOW)
    cer, sealed = folder / "gemela.cer", folder / "gemela.key"
    cer.write_bytes(made)
    sealed.write_bytes(seal_key(key, PASSWORD.encode()))
    return cer, sealed


def an_official_looks(office: Office, browser: Browser, folder: Path) -> None:
    """Somebody is turned away with half of her identity, and an official reviews it."""
    context = browser.new_context(viewport=PHONE, locale="es-MX")
    try:
        page = context.new_page()
        page.goto(f"{office.origin}/entrar")
        choose_files(page, *half_twin(office, folder))
        page.get_by_role("button", name="Firmar e iniciar sesión").click()
        expect(page.locator(".govuk-error-summary:visible").first).to_be_visible()
        sign_in(page, office, "personal")
        page.goto(f"{office.origin}/personal/representantes")
        expect(page.get_by_text("Mismo RFC, otra CURP").first).to_be_visible()
    finally:
        context.close()


def confirm(page: Page, office: Office) -> None:
    """Show again who one is, and be back where one was."""
    page.wait_for_url(re.compile("/cuenta/confirmar"))
    choose_files(page, *office.identity(SLUG))
    page.get_by_role("button", name="Firmar y confirmar").click()
    page.wait_for_url(f"{office.origin}/cuenta/datos?confirmado=si")


def test_what_is_kept_who_saw_it_and_what_may_be_asked(
    apart: Office, browser: Browser, page: Page, tmp_path: Path
) -> None:
    errors = watch_policy(page, 422)
    sign_in(page, apart, SLUG)  # her account is there before somebody comes with half of her identity
    an_official_looks(apart, browser, tmp_path)
    page.goto(f"{apart.origin}/cuenta")
    page.get_by_role("link", name=re.compile("^Sus datos")).click()
    expect(page.get_by_role("heading", name="Quién es usted")).to_be_visible()
    looks_right(page, "datos", picture=True)
    page.locator("summary", has_text="Su registro de persona asegurada").click()
    expect(page.get_by_text("Marisol", exact=False).first).to_be_visible()
    page.get_by_text(re.compile("^Su cuenta: ")).click()
    expect(page.get_by_text("No la tenemos").first).to_be_visible()
    looks_right(page, "datos-abiertos", picture=True)

    run_inside(apart, AGE)
    page.get_by_role("link", name="Descargar mis datos (JSON)").or_(
        page.get_by_role("button", name="Descargar mis datos (JSON)")
    ).click()
    confirm(page, apart)
    looks_right(page, "datos-confirmado")
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar mis datos (JSON)").click()
    taken = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert taken["esquema"] == "ventanilla.sus-datos.v1"
    assert "Marisol" in json.dumps(taken, ensure_ascii=False)

    if page.get_by_role("button", name="Preparar mi copia sellada (PDF)").count():
        page.get_by_role("button", name="Preparar mi copia sellada (PDF)").click()
    expect(page.get_by_role("button", name="Descargar mi copia sellada (PDF)")).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(page, "datos-copia", picture=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar mi copia sellada (PDF)").click()
    pdf = tmp_path / "copia.pdf"
    download.value.save_as(pdf)
    told = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told, told
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "Su registro de persona asegurada" in said

    page.get_by_role("link", name="Quién usó sus datos").click()
    expect(page.get_by_text("Su nombre, junto a una e.firma que no aceptamos").first).to_be_visible()
    expect(page.get_by_text(re.compile("^Personal de la institución: ")).first).to_be_visible()
    expect(page.get_by_text("Todos sus datos, en un archivo").first).to_be_visible()
    looks_right(page, "datos-uso", picture=True)
    assert errors == []


def answer(page: Page, *choices: str) -> None:
    """Choose, and go on."""
    for choice in choices:
        page.get_by_label(choice).check()
        page.get_by_role("button", name="Continuar").click()


def test_a_correction_is_asked_for_and_has_a_day(apart: Office, page: Page) -> None:
    errors = watch_policy(page, 422)
    sign_in(page, apart, SLUG)
    page.goto(f"{apart.origin}/tramites/derechos_arco")
    looks_right(page, "arco", picture=True)
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    looks_right(page, "arco-derecho")
    answer(page, "Corregir un dato", "Mi registro: nombre, CURP, número, clínica")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("alert")).to_contain_text("Escriba qué pide")
    looks_right(page, "arco-falta")
    page.get_by_label("¿Qué pide exactamente?").fill("Mi segundo apellido lleva acento y no lo tiene.")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("¿En qué se apoya?").fill("Lo dice mi acta de nacimiento.")
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    looks_right(page, "arco-revisar")
    sign_and_send(page, *apart.identity(SLUG))
    expect(page.get_by_role("heading", name="En revisión")).to_be_visible(timeout=DELIVERED_WITHIN)
    expect(page.get_by_text("18 de diciembre de 2026").first).to_be_visible()
    looks_right(page, "arco-expediente", picture=True)
    assert errors == []


def test_ones_copy_is_answered_at_once(apart: Office, page: Page, tmp_path: Path) -> None:
    sign_in(page, apart, SLUG)
    page.goto(f"{apart.origin}/tramites/derechos_arco")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    answer(page, "Ver mis datos y tener una copia", "Todos mis datos")
    for _ in range(2):
        page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    sign_and_send(page, *apart.identity(SLUG))
    get = page.get_by_role("button", name="Descargar el documento (PDF)")
    expect(get).to_be_visible(timeout=DELIVERED_WITHIN)
    with page.expect_download() as download:
        get.click()
    pdf = tmp_path / "respuesta.pdf"
    download.value.save_as(pdf)
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "Estos son los datos que guardamos de usted." in said
    assert "Marisol" not in said
    looks_right(page, "arco-listo")
