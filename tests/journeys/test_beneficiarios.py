"""A child is registered and shown with their right and their clinic, and has a card; and a clinic is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.hostile_files import pdf
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import (
    DELIVERED_WITHIN,
    begin,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    sign_out,
    watch_policy,
)
from tests.journeys.test_semanas import text_of

# Children of everybody who asks, by the demonstration's population registry: another for each size.
CHILD = {360: ("REPH150101HNEGRJA8", "Hijo Registro Prueba"), 1280: ("REPA150101MNEGRDA1", "Adoptiva Registro Prueba")}
SLUG = {360: "trabajadora", 1280: "contador"}


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: who was registered would show on the pages of other journeys."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def width_of(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar").click()


def attach(page: Page, name: str, path: Path) -> None:
    """Attach one file to the question, and go on."""
    page.locator(f"#{name}").set_input_files(path)
    page.get_by_role("button", name="Adjuntar").click()
    expect(page.get_by_text(path.name).first).to_be_visible(timeout=DELIVERED_WITHIN)
    go_on(page)


def test_a_child_is_registered_and_has_a_card(apart: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 422)
    width = width_of(page)
    curp, name = CHILD[width]
    acta = tmp_path / "acta.pdf"
    acta.write_bytes(pdf())
    sign_in(page, apart, SLUG[width])
    page.goto(f"{apart.origin}/tramites/registro_beneficiarios")
    looks_right(page, "beneficiarios-tramite", picture=True)
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label("Registrar a alguien de mi familia").check()
    looks_right(page, "beneficiarios-accion", picture=True)
    go_on(page)
    page.get_by_label("¿Cuál es la CURP de su familiar?").fill(curp[:-1] + "9")
    go_on(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    looks_right(page, "beneficiarios-curp-error", picture=True)
    page.get_by_label("¿Cuál es la CURP de su familiar?").fill(curp)
    go_on(page)
    page.get_by_label("Mi hija o hijo").check()
    looks_right(page, "beneficiarios-parentesco", picture=True)
    go_on(page)
    page.get_by_label("Es menor de 16 años").check()
    looks_right(page, "beneficiarios-situacion")
    go_on(page)
    page.get_by_label("Sí", exact=True).check()
    go_on(page)
    page.get_by_label("Sí", exact=True).check()
    looks_right(page, "beneficiarios-depende", picture=True)
    go_on(page)
    looks_right(page, "beneficiarios-acta", picture=True)
    attach(page, "acta", acta)
    page.wait_for_url(re.compile("/revisar"))
    looks_right(page, "beneficiarios-revisar", picture=True)
    sign_and_send(page, *apart.identity(SLUG[width]))
    printed = text_of(download_document(page, tmp_path))
    assert f"Registramos a {name} como persona beneficiaria." in printed
    assert "Unidad de Medicina Familiar" in printed
    looks_right(page, "beneficiarios-listo", picture=True)
    page.goto(f"{apart.origin}/cuenta/familia")
    looks_right(page, "beneficiarios-familia", picture=True)
    page.get_by_role("button", name=f"Actuar por {name}").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    expect(page.get_by_role("main")).to_contain_text("Con derecho a atención médica")
    looks_right(page, "beneficiarios-oficina-hija", picture=True)
    page.goto(f"{apart.origin}/tramites/tarjeta_digital")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    sign_and_send(page, *apart.identity(SLUG[width]))
    expect(page.get_by_role("heading", name=re.compile("Aprobado|listo|Su documento"))).to_be_visible(
        timeout=DELIVERED_WITHIN
    )
    page.goto(f"{apart.origin}/tarjeta/")
    expect(page.locator("[data-card]", has_text=name).first).to_be_visible(timeout=DELIVERED_WITHIN)
    looks_right(page, "beneficiarios-tarjeta", picture=True)
    sign_out(page, apart)
    assert errors == []


def test_a_clinic_is_left_for_another_with_its_cartilla(apart: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 422)
    width = width_of(page)
    slug = {360: "pensionada", 1280: "un-apellido"}[width]
    luz = tmp_path / "luz.pdf"
    luz.write_bytes(pdf())
    sign_in(page, apart, slug)
    page.goto(f"{apart.origin}/tramites/cambio_umf")
    looks_right(page, "umf-tramite", picture=True)
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label("Me cambié de casa").check()
    looks_right(page, "umf-motivo", picture=True)
    go_on(page)
    page.get_by_label("Código postal").fill("0")
    go_on(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    looks_right(page, "umf-domicilio-error")
    page.get_by_label("Código postal").fill("00105")
    page.get_by_label("Estado").select_option("Colima")
    page.get_by_label("Municipio o alcaldía").fill("Puerto Ficción")
    page.get_by_label("Colonia o localidad").fill("Centro")
    page.get_by_label("Calle").fill("Calle Ñandú")
    page.get_by_label("Número exterior").fill("sin número")
    go_on(page)
    attach(page, "comprobante", luz)
    page.get_by_label("En la tarde (turno vespertino)").check()
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    expect(page.get_by_role("main")).to_contain_text("Le atenderán en la Unidad de Medicina Familiar")
    looks_right(page, "umf-revisar", picture=True)
    sign_and_send(page, *apart.identity(slug))
    printed = text_of(download_document(page, tmp_path))
    assert "Le atienden en la Unidad de Medicina Familiar" in printed
    looks_right(page, "umf-listo", picture=True)
    page.goto(f"{apart.origin}/buzon")
    expect(page.get_by_role("main")).to_contain_text("le atienden en la UMF")
    looks_right(page, "umf-buzon")
    page.goto(f"{apart.origin}/tramites/alta_umf")
    looks_right(page, "umf-alta-tramite")
    begin(page, "No, o no lo sé")
    looks_right(page, "umf-alta-domicilio", picture=True)
    page.goto(f"{apart.origin}/tramites/baja_umf")
    page.get_by_role("button", name=re.compile("^Iniciar$|Seguir donde me quedé")).first.click()
    page.get_by_label("Me voy a vivir a otro país").check()
    looks_right(page, "umf-baja-motivo")
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    expect(page.get_by_role("main")).to_contain_text("tendrá que registrarse otra vez")
    looks_right(page, "umf-baja-revisar", picture=True)
    assert errors == []
